import fc from "fast-check";
import { expect, test } from "vitest";
import { chainsOf } from "./chains.ts";

const rows = fc
  .array(fc.constantFrom("a", "b", "c", "d"))
  .map((abouts) => abouts.map((about, id) => ({ id, about })));

test("every row is in the chain of its aggregate, and each chain keeps the order of its rows", () => {
  fc.assert(
    fc.property(rows, (all) => {
      const chains = chainsOf(all);
      for (const chain of chains) expect(chain).toEqual(all.filter(({ about }) => about === chain[0]?.about));
      expect(chains.flat()).toHaveLength(all.length);
    }),
  );
});
