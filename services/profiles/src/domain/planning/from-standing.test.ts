import { expect, test } from "vitest";
import { makeTarget } from "../../../../../test/support/target.ts";
import { fromStanding } from "./from-standing.ts";
import { Outdated } from "./settings-of.ts";

/** Makes something, and finds the standing outdated as often as it is told. Counts how often it was read. */
async function makeAfter(outdated: number, failure: Error = new Outdated("It was changed.")) {
  let reads = 0;
  const ports = { findStanding: async () => ({ key: undefined, app: undefined, read: ++reads }) };
  const made = fromStanding(ports, { digest: null, ...makeTarget() }, async () => {
    if (reads <= outdated) throw failure;
    return `made of read ${reads}`;
  });
  return { outcome: await made.catch((error: unknown) => error), reads };
}

test("what was changed while it was read is read again, all of it", async () => {
  expect(await makeAfter(2)).toEqual({ outcome: "made of read 3", reads: 3 });
});

test("what changes with every read is given up after five", async () => {
  expect(await makeAfter(99)).toEqual({ outcome: expect.any(Outdated), reads: 5 });
});

test("nothing is read again because of another error", async () => {
  const failure = new Error("The database is away.");
  expect(await makeAfter(1, failure)).toEqual({ outcome: failure, reads: 1 });
});
