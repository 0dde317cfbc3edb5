import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { readPage } from "./page.ts";

const listing = (all: readonly string[]) => ({
  position: z.string().min(1),
  read: async (after: string | undefined, limit: number) =>
    all.filter((name) => after === undefined || name > after).slice(0, limit),
  positionOf: (name: string) => name,
  view: (name: string) => name.toUpperCase(),
});

test("following nextCursor returns every item once, in order", async () => {
  const names = fc.uniqueArray(fc.stringMatching(/^[a-zé😀$" ]{1,9}$/u), { maxLength: 12 });
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

test("a position can have several parts, which the next read receives unchanged", async () => {
  const seen: unknown[] = [];
  const rows = {
    position: z.tuple([z.int(), z.string()]),
    read: async (after: [number, string] | undefined) => {
      seen.push(after);
      return [1, 2];
    },
    positionOf: (row: number): [number, string] => [row, "a"],
    view: String,
  };
  const { nextCursor } = await readPage({ limit: 1 }, rows);
  await readPage({ limit: 1, cursor: nextCursor ?? "" }, rows);
  expect(seen).toEqual([undefined, [1, "a"]]);
});

const encoded = (text: string) => Buffer.from(text).toString("base64url");

test.each(["", "!", "a", encoded("a"), encoded('""'), encoded("7"), encoded(' "a"'), `${encoded('"a"')}=`])(
  "the cursor %j, which is not from a page of the list, is invalid",
  async (cursor) => {
    await expect(readPage({ limit: 1, cursor }, listing([]))).rejects.toMatchObject({
      code: "invalid",
      facts: { errors: [{ path: "$.query.cursor", message: expect.stringContaining("leave it out") }] },
    });
  },
);
