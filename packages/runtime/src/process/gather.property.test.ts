import { setImmediate as nextTurn } from "node:timers/promises";
import fc from "fast-check";
import { expect, test } from "vitest";
import { gather } from "./gather.ts";

class BadItem extends Error {}

/** When an item arrives, and what its result is. */
const item = fc.record({
  turnsBefore: fc.nat({ max: 2 }),
  outcome: fc.constantFrom("result", "own failure", "breaks its batch"),
});

test("however calls and batches interleave, items run in order, and each receives its own result once", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.array(item, { maxLength: 30 }),
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 3 }),
      async (scheduler, wanted, max, atOnce) => {
        const begun: number[] = [];
        let underWay = 0;
        const run = async (indexes: readonly number[]) => {
          expect(indexes.length).toBeLessThanOrEqual(max);
          underWay++;
          expect(underWay).toBeLessThanOrEqual(atOnce);
          begun.push(...indexes.filter((index) => !begun.includes(index)));
          await scheduler.schedule(Promise.resolve());
          underWay--;
          if (indexes.some((index) => wanted[index]?.outcome === "breaks its batch"))
            throw new BadItem("broken");
          return indexes.map((index) =>
            wanted[index]?.outcome === "result" ? index : new Error(`own ${index}`),
          );
        };
        const ask = gather(run, { max, atOnce, mayBeAnItemsFault: (error) => error instanceof BadItem });

        const answers: Promise<unknown>[] = [];
        let ended = 0;
        for (const [index, { turnsBefore }] of wanted.entries()) {
          for (let turn = 0; turn < turnsBefore; turn++) {
            await nextTurn();
            if (scheduler.count() > 0) await scheduler.waitOne();
          }
          answers.push(
            ask(index)
              .catch((error: Error) => error.message)
              .finally(() => ended++),
          );
        }
        while (ended < wanted.length) {
          await nextTurn();
          if (scheduler.count() > 0) await scheduler.waitOne();
        }

        expect(begun).toEqual(wanted.map((_, index) => index));
        const expected = wanted.map(({ outcome }, index) => {
          if (outcome === "result") return index;
          return outcome === "own failure" ? `own ${index}` : "broken";
        });
        expect(await Promise.all(answers)).toEqual(expected);
      },
    ),
  );
});
