import { expect, test } from "vitest";
import { rememberInMemory } from "./seen-events.ts";

test("rememberInMemory remembers as many events as asked, and forgets the oldest first", () => {
  const seen = rememberInMemory(2);
  for (const id of ["a", "b", "c"]) seen.add(id);
  expect(["a", "b", "c"].map((id) => seen.has(id))).toEqual([false, true, true]);
});
