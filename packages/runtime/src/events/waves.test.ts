import fc from "fast-check";
import { expect, test } from "vitest";
import { wavesOf } from "./waves.ts";

const rows = fc
  .array(fc.constantFrom("a", "b", "c", "d"))
  .map((abouts) => abouts.map((about, id) => ({ id, about })));

test("every row is in a wave, and the waves have the rows of each aggregate one by one, in their order", () => {
  fc.assert(
    fc.property(rows, (all) => {
      const waves = wavesOf(all);
      for (const wave of waves) expect(new Set(wave.map(({ about }) => about)).size).toBe(wave.length);
      for (const about of new Set(all.map((row) => row.about))) {
        const ofAggregate = (row: { about: string }) => row.about === about;
        expect(waves.flat().filter(ofAggregate)).toEqual(all.filter(ofAggregate));
      }
      expect(waves.flat()).toHaveLength(all.length);
    }),
  );
});

test("the rows of different aggregates do not wait for each other", () => {
  const all = ["a", "b", "a", "c"].map((about, id) => ({ id, about }));
  expect(wavesOf(all).map((wave) => wave.map(({ id }) => id))).toEqual([[0, 1, 3], [2]]);
});
