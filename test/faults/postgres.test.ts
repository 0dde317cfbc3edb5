import { test } from "vitest";
import { useFaults } from "./use-faults.ts";

const faults = useFaults();

function slowDown(delayMs: number): void {
  for (const { database } of faults.system.replicas) database.delayMs = delayMs;
}

test("what was acknowledged is there after Postgres was killed at work and started again", async () => {
  const { postgres } = faults.system;
  await faults.underLoad(async (load) => {
    await load.acknowledges(25);
    postgres.kill();
    await load.fails("writes");
    await faults.recovers("SIGKILL of Postgres", () => postgres.start());
    await load.acknowledges(25);
  });
  await faults.losesNothing();
});

test("nothing is lost when all connections to Postgres break at once, repeatedly", async () => {
  await faults.underLoad(async (load) => {
    for (let time = 1; time <= 5; time++) {
      await load.acknowledges(5);
      for (const { database } of faults.system.replicas) database.cut();
    }
    await faults.recovers("broken connections to Postgres", async () => {});
    await load.acknowledges(15);
  });
  await faults.losesNothing();
});

test("everything works, more slowly, with a slow Postgres", async () => {
  await faults.underLoad(async (load) => {
    slowDown(25);
    await load.acknowledges(15);
    await load.resolves(5);
    await faults.recovers("a slow Postgres", async () => slowDown(0));
  });
  await faults.losesNothing();
});

test("no partial change remains when Postgres is too slow for every time limit", async () => {
  await faults.underLoad(async (load) => {
    await load.acknowledges(15);
    slowDown(4_000);
    await load.fails("writes");
    await faults.recovers("a Postgres that was too slow", async () => slowDown(0));
    await load.acknowledges(15);
  });
  await faults.losesNothing(20_000);
});
