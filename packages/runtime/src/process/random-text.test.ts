import { expect, test } from "vitest";
import { randomText } from "./random-text.ts";

test("every text is new, and as long as was asked for, however often the pool is filled again", () => {
  const texts = Array.from({ length: 10_000 }, (_, index) => randomText(9 + (index % 3) * 8, "hex"));
  expect(new Set(texts).size).toBe(texts.length);
  expect(texts.filter((text, index) => text.length !== 2 * (9 + (index % 3) * 8))).toEqual([]);
});

test("a text in base64url can stand in a URL and in the subject of a message", () => {
  for (let count = 0; count < 1_000; count++) expect(randomText(12, "base64url")).toMatch(/^[\w-]{16}$/);
});
