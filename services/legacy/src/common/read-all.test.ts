import { expect, test } from "vitest";
import { readAll } from "./read-all.ts";

test("a list is read page by page, in its order, until there is no next page", async () => {
  const pages = new Map([
    [undefined, { items: ["a", "b"], nextCursor: "second" }],
    ["second", { items: ["c"], nextCursor: null }],
  ]);
  const read = await readAll(async ({ cursor }) => pages.get(cursor) ?? { items: [], nextCursor: null });
  expect(read).toEqual(["a", "b", "c"]);
});

test("a list without an end is read for ten pages", async () => {
  const read = await readAll(async () => ({ items: ["x"], nextCursor: "more" }));
  expect(read).toHaveLength(10);
});
