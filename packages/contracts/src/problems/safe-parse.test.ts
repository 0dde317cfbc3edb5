import { expect, test } from "vitest";
import { z } from "zod";
import { safeParse } from "./safe-parse.ts";

const hostile = { length: { toString: 1, valueOf: 1 } };

test.each([
  ["a text", z.string().max(5)],
  ["a list", z.array(z.string()).min(1)],
  ["a member", z.object({ name: z.string().min(1).max(5) })],
])(
  "safeParse does not throw for an object whose length cannot be compared, but finds that it does not fit %s",
  (_, schema) => {
    const value = schema instanceof z.ZodObject ? { name: hostile } : hostile;
    expect(safeParse(schema, value).success).toBe(false);
  },
);

test("safeParse returns what the schema's own safeParse returns for other values", () => {
  const schema = z.string().max(2);
  expect(safeParse(schema, "ab")).toEqual({ success: true, data: "ab" });
  expect(safeParse(schema, "abc").error?.issues).toEqual(schema.safeParse("abc").error?.issues);
});
