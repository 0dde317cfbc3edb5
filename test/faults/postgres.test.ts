import { test } from "vitest";
import { useFaults } from "./use-faults.ts";

const faults = useFaults();

function slowDown(delayMs: number): void {
  for (const { database } of faults.system.replicas) database.delayMs = delayMs;
}

test("Postgres can be killed in the middle of its work: what was acknowledged is there after its start", async () => {
  const { postgres } = faults.system;
  await faults.underLoad(async (load) => {
    await load.acknowledges(100);
    postgres.kill();
    await load.fails("writes");
    await faults.recovers("SIGKILL of Postgres", () => postgres.start());
    await load.acknowledges(100);
  });
  await faults.losesNothing();
});

test("all connections to Postgres can break at once, again and again", async () => {
  await faults.underLoad(async (load) => {
    for (let time = 1; time <= 5; time++) {
      await load.acknowledges(10);
      for (const { database } of faults.system.replicas) database.cut();
    }
    await faults.recovers("broken connections to Postgres", async () => {});
    await load.acknowledges(50);
  });
  await faults.losesNothing();
});

test("Postgres can be slow: everything goes on, more slowly", async () => {
  await faults.underLoad(async (load) => {
    slowDown(25);
    await load.acknowledges(30);
    await load.resolves(5);
    await faults.recovers("a slow Postgres", async () => slowDown(0));
  });
  await faults.losesNothing();
});

test("Postgres can be too slow for every time limit: no half of a change remains", async () => {
  await faults.underLoad(async (load) => {
    await load.acknowledges(50);
    slowDown(4_000);
    await load.fails("writes");
    await faults.recovers("a Postgres that was too slow", async () => slowDown(0));
    await load.acknowledges(50);
  });
  await faults.losesNothing(20_000);
});
