import { expect, test } from "vitest";
import { useFaults } from "./use-faults.ts";

const faults = useFaults();

test.each(["throttle", "error", "nonsense", "timeout"])(
  "no credentials are issued without a record, and profiles can be changed, while STS answers with %s",
  async (kind) => {
    const { standIn } = faults;
    await faults.underLoad(async (load) => {
      await load.resolves(5);
      await standIn.fail({ service: "sts", action: "AssumeRole", kind, times: 1_000_000 });
      await load.fails("resolves");
      await load.acknowledges(25);
      await faults.recovers(`STS with ${kind}`, () => standIn.heal());
      await load.resolves(5);
    });
    await faults.losesNothing();
  },
);

test("every deploy gets its credentials when STS throttles single calls", async () => {
  const { standIn, history } = faults;
  await faults.underLoad(async (load) => {
    const before = history.refused.resolves;
    for (let time = 1; time <= 5; time++) {
      await standIn.fail({ service: "sts", action: "AssumeRole", kind: "throttle", times: 1 });
      await load.resolves(5);
    }
    // On a busy machine a client may have given up, so only the responses of Stagepass count.
    expect(history.refused.resolves).toBe(before);
  });
  await faults.losesNothing();
});
