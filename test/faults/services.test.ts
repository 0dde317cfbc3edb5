import { ServiceId } from "@stagepass/contracts";
import { test } from "vitest";
import { useFaults } from "./use-faults.ts";

const faults = useFaults();

/** Those that a resolve needs. */
const resolving = ServiceId.exclude(["legacy"]).options;

test.each(resolving)(
  "the %s process can be killed in the middle of its work: nothing is lost, and it goes on after its start",
  async (name) => {
    const [replica] = faults.system.replicasOf(name);
    await faults.underLoad(async (load) => {
      await load.acknowledges(100);
      await load.resolves(10);
      await replica.kill();
      await load.fails("resolves");
      await faults.recovers(`SIGKILL of ${name}`, () => replica.start());
      await load.acknowledges(100);
    });
    await faults.losesNothing();
  },
);
