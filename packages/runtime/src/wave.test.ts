import fc from "fast-check";
import { expect, test } from "vitest";
import { takeWave } from "./wave.ts";

const rows = fc.array(fc.record({ about: fc.constantFrom("a", "b", "c", "d") }), { maxLength: 30 });

test("holds each aggregate once and as many rows as that allows", () => {
  fc.assert(
    fc.property(rows, (all) => {
      const wave = takeWave(all);
      const seen = wave.map(({ about }) => about);
      expect(new Set(seen).size).toBe(seen.length);
      const next = all[wave.length];
      expect(next === undefined || seen.includes(next.about)).toBe(true);
      expect(wave).toEqual(all.slice(0, wave.length));
    }),
  );
});

test("is never empty while rows are left", () => {
  fc.assert(
    fc.property(rows, (all) => {
      expect(takeWave(all).length > 0).toBe(all.length > 0);
    }),
  );
});
