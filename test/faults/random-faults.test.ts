import { ServiceId } from "@stagepass/contracts";
import { test } from "vitest";
import { extent } from "./extent.ts";
import { useFaults } from "./use-faults.ts";

const faults = useFaults();

/** Causes a fault, and returns the function that ends it. */
type Fault = readonly [name: string, strike: () => Promise<() => Promise<unknown>>];

const kills = ServiceId.options.map(
  (name): Fault => [
    `SIGKILL of ${name}`,
    async () => {
      const [replica] = faults.system.replicasOf(name);
      await replica.kill();
      return () => replica.start();
    },
  ],
);

const freezes = ServiceId.options.map(
  (name): Fault => [
    `a frozen ${name}`,
    async () => {
      const [replica] = faults.system.replicasOf(name);
      replica.signal("SIGSTOP");
      return async () => replica.signal("SIGCONT");
    },
  ],
);

const others: Fault[] = [
  [
    "a restart of NATS",
    async () => {
      await faults.system.nats.stop();
      return () => faults.system.nats.start();
    },
  ],
  [
    "the loss of NATS's store",
    async () => {
      faults.system.nats.kill();
      await faults.system.loseNatsStore();
      return () => faults.system.nats.start();
    },
  ],
  [
    "SIGKILL of Postgres",
    async () => {
      faults.system.postgres.kill();
      return () => faults.system.postgres.start();
    },
  ],
  [
    "broken connections",
    async () => {
      for (const { bus, database } of faults.system.replicas) {
        bus.cut();
        database.cut();
      }
      return async () => {};
    },
  ],
  [
    "a slow Postgres",
    async () => {
      for (const { database } of faults.system.replicas) database.delayMs = 20;
      return async () => {
        for (const { database } of faults.system.replicas) database.delayMs = 0;
      };
    },
  ],
  [
    "an STS that fails",
    async () => {
      await faults.standIn.fail({ service: "sts", action: "AssumeRole", kind: "error", times: 1_000_000 });
      return () => faults.standIn.heal();
    },
  ],
];

const allFaults: [Fault, ...Fault[]] = [
  ["nothing", async () => async () => {}],
  ...kills,
  ...freezes,
  ...others,
];
/** How many faults a run has. */
const rounds = Math.ceil(6 + extent.writes / 2_000);
const timeout = 900_000 + extent.writes * 200;

test(`nothing is lost by random faults during ${extent.writes} acknowledged writes`, {
  timeout,
}, async () => {
  const share = Math.ceil(extent.writes / rounds / extent.times);
  for (let round = 1; round <= rounds; round++) {
    const [name, strike] = faults.random.pick(allFaults);
    await faults.underLoad(async (load) => {
      await load.acknowledges(Math.ceil(share / 2));
      const heal = await strike();
      // The fault lasts until a client notices it, or until enough writes succeed in spite of it.
      await Promise.race([load.fails("writes"), load.fails("resolves"), load.acknowledges(10)]);
      await faults.recovers(name, heal);
      await load.acknowledges(Math.floor(share / 2));
    });
    // A lost stream is filled again with all events that were ever written.
    await faults.losesNothing(60_000 + extent.writes * 2);
  }
});
