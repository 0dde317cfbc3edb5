import { setTimeout as wait } from "node:timers/promises";
import { test } from "vitest";
import { eventually } from "../support/eventually.ts";
import { extent } from "./extent.ts";
import { countStored } from "./facts.ts";
import { useFaults } from "./use-faults.ts";

const faults = useFaults();

test.each(["stopped", "killed"])("nothing is lost when NATS is %s and started again", async (how) => {
  const { nats } = faults.system;
  await faults.underLoad(async (load) => {
    await load.acknowledges(25);
    if (how === "stopped") await nats.stop();
    else nats.kill();
    await faults.recovers(`NATS ${how}`, () => nats.start());
    await load.acknowledges(25);
  });
  await faults.losesNothing();
});

test("profiles can be changed while NATS is stopped, and the changes are announced when it is back", async () => {
  const { nats } = faults.system;
  await faults.underLoad(async (load) => {
    await nats.stop();
    const back = wait(extent.natsAwayMs);
    await load.acknowledges(250);
    await load.fails("resolves");
    await back;
    await faults.recovers(`NATS away for ${extent.natsAwayMs / 1_000} s`, () => nats.start());
    await load.resolves(5);
  });
  await faults.losesNothing();
});

test("every event is in the new stream, in order, after NATS lost its store while profiles changed", async () => {
  const { nats } = faults.system;
  await faults.underLoad(async (load) => {
    await load.acknowledges(15);
    nats.kill();
    await faults.system.loseNatsStore();
    await faults.recovers("the loss of NATS's store", () => nats.start());
    await load.acknowledges(15);
  });
  await faults.losesNothing(30_000);
});

test("a change right after NATS lost its store does not overtake the changes before it", async () => {
  const { system } = faults;
  await system.nats.stop();
  await system.loseNatsStore();
  await faults.recovers("the loss of NATS's store at rest", () => system.nats.start());
  // The resolver created the stream for its own events. The profiles service had nothing to announce meanwhile.
  await eventually(
    async () => ((await countStored(system)) > 0 ? true : undefined),
    "there is a stream again",
  );
  await faults.underLoad((load) => load.acknowledges(10));
  await faults.losesNothing(30_000);
});
