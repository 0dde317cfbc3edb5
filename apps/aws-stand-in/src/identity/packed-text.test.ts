import { expect, test } from "vitest";
import { packText, unpackText } from "./packed-text.ts";

test.each(["", "Zürich", "a".repeat(1_000), "a".repeat(1_001), "ü".repeat(20_000)])(
  "unpacking returns the packed text, short or long",
  (text) => {
    expect(unpackText(packText(text))).toBe(text);
  },
);

test("a packed text is never much longer than the text, and a long one is shorter", () => {
  expect(packText("a".repeat(1_000))).toHaveLength(1_001);
  expect(packText("arn:aws:iam::222222222222:role/deploy ".repeat(100)).length).toBeLessThan(500);
});
