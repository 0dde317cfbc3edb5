import fc from "fast-check";
import { expect, test } from "vitest";
import { readPage } from "./page.ts";

const listing = (all: readonly string[]) => ({
  read: async (after: string | undefined, limit: number) =>
    all.filter((name) => after === undefined || name > after).slice(0, limit),
  place: (name: string) => name,
  view: (name: string) => name.toUpperCase(),
});

test("following the cursor shows every item once, in order", async () => {
  const names = fc.uniqueArray(fc.stringMatching(/^[a-zé😀$ ]{1,9}$/u), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(names, fc.integer({ min: 1, max: 5 }), async (unordered, limit) => {
      const all = unordered.toSorted();
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await readPage({ limit, ...(cursor !== undefined && { cursor }) }, listing(all));
        expect(page.items.length).toBeLessThanOrEqual(limit);
        seen.push(...page.items);
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      expect(seen).toEqual(all.map((name) => name.toUpperCase()));
    }),
  );
});

test.each(["", "!", "YQ==", "AA", "gA", "a"])("refuses the cursor %j, which no list gave", async (cursor) => {
  await expect(readPage({ limit: 1, cursor }, listing([]))).rejects.toMatchObject({
    code: "invalid",
    facts: { errors: [{ path: "$.query.cursor" }] },
  });
});
