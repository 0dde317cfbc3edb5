import { ServiceId } from "@stagepass/contracts";
import { test } from "vitest";
import { useFaults } from "./use-faults.ts";

const faults = useFaults();

/** The services that a resolve needs. */
const resolving = ServiceId.exclude(["legacy"]).options;

test.each(resolving)(
  "nothing is lost when the %s process is killed at work, and it works after a restart",
  async (name) => {
    const [replica] = faults.system.replicasOf(name);
    await faults.underLoad(async (load) => {
      await load.acknowledges(25);
      await load.resolves(5);
      await replica.kill();
      await load.fails("resolves");
      await faults.recovers(`SIGKILL of ${name}`, () => replica.start());
      await load.acknowledges(25);
    });
    await faults.losesNothing();
  },
);
