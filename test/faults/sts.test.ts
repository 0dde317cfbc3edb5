import { expect, test } from "vitest";
import { useFaults } from "./use-faults.ts";

const faults = useFaults();

test.each(["throttle", "error", "nonsense", "timeout"])(
  "STS can answer with %s: no credentials without a record, and profiles go on changing",
  async (kind) => {
    const { standIn } = faults;
    await faults.underLoad(async (load) => {
      await load.resolves(10);
      await standIn.fail({ service: "sts", action: "AssumeRole", kind, times: 1_000_000 });
      await load.fails("resolves");
      await load.acknowledges(100);
      await faults.recovers(`STS with ${kind}`, () => standIn.heal());
      await load.resolves(10);
    });
    await faults.losesNothing();
  },
);

test("STS can throttle one call in a while: every deploy gets its credentials", async () => {
  const { standIn, history } = faults;
  await faults.underLoad(async (load) => {
    const before = history.refused.resolves;
    for (let time = 1; time <= 5; time++) {
      await standIn.fail({ service: "sts", action: "AssumeRole", kind: "throttle", times: 1 });
      await load.resolves(20);
    }
    // A client of a busy machine may have given a call up: what counts is what Stagepass answered.
    expect(history.refused.resolves).toBe(before);
  });
  await faults.losesNothing();
});
