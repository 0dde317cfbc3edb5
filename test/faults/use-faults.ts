import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, expect, onTestFailed } from "vitest";
import { apiAt } from "../support/api.ts";
import { eventually } from "../support/eventually.ts";
import { controlStandIn, type StandInControl } from "../support/stand-in.ts";
import { check } from "./check.ts";
import { extent } from "./extent.ts";
import { countCommitted, countStored, readFacts } from "./facts.ts";
import type { History } from "./history.ts";
import { Load } from "./load.ts";
import { type Random, randomFrom } from "./random.ts";
import type { System } from "./system.ts";
import { prepareTarget, type Target } from "./target.ts";

/** A system that the tests of a file break in turn. Its properties can be read once the tests have begun. */
export interface Faults {
  readonly system: System;
  readonly standIn: StandInControl;
  readonly history: History;
  /** Chooses faults. */
  readonly random: Random;
  /** Runs clients against the system for as long as the work takes. */
  underLoad(work: (load: Load) => Promise<void>): Promise<void>;
  /** Ends a fault; the system must resolve deploys again within ten seconds, without anybody's help. */
  recovers(from: string, heal: () => Promise<unknown>): Promise<void>;
  /** Every event arrives within `limitMs`, and what was kept fits what clients were told: see `check`. */
  losesNothing(limitMs?: number): Promise<void>;
}

const recoverMs = 10_000;
const tryEveryMs = 80;
const lookEveryMs = 50;

/** Starts a system before the tests of a file, stops it after them, and prints what was measured. */
export function useFaults(): Faults {
  let target: Target | undefined;
  const figures: string[] = [];
  const started = performance.now();
  let loadedMs = 0;
  beforeAll(async () => {
    target = await prepareTarget(randomFrom(extent.seed + 1));
  });
  beforeEach(() => {
    onTestFailed(() => {
      process.stderr.write(`The faults of this run come again with --seed ${extent.seed}\n`);
    });
  });
  afterAll(async () => {
    await target?.system.stop();
    if (target === undefined) return;
    const { writes, resolved, refused } = target.history;
    const seconds = (performance.now() - started) / 1_000;
    process.stdout.write(
      `${writes.length} writes (${Math.round(writes.length / (loadedMs / 1_000))}/s, faults included) and ` +
        `${resolved.length} resolves acknowledged, ${refused.writes} and ${refused.resolves} refused, ` +
        `in ${seconds.toFixed(1)} s. ` +
        `Recovered: ${figures.join(", ")}\n`,
    );
  });
  const running = () => {
    if (target === undefined) throw new Error("The system is there for tests and hooks, not before them.");
    return target;
  };

  return {
    get system() {
      return running().system;
    },
    get standIn() {
      return controlStandIn(running().system.awsEndpoint);
    },
    get history() {
      return running().history;
    },
    random: randomFrom(extent.seed),
    underLoad: async (work) => {
      const load = new Load(running());
      const began = performance.now();
      try {
        await work(load);
      } finally {
        await load.stop();
        loadedMs += performance.now() - began;
      }
    },
    recovers: async (from, heal) => {
      const began = performance.now();
      await heal();
      await whenResolving(running(), from);
      const ms = performance.now() - began;
      figures.push(`${from} ${(ms / 1_000).toFixed(1)} s`);
      expect(ms, `the recovery from ${from}`).toBeLessThan(recoverMs);
    },
    losesNothing: async (limitMs = recoverMs) => {
      const { system, history } = running();
      const end = performance.now() + limitMs;
      const facts = await readFacts(system, async () => {
        while (!(await isSettled(system)) && performance.now() < end) await wait(lookEveryMs);
      });
      expect(check(history, facts), `seed ${extent.seed}`).toEqual([]);
    },
  };
}

/** Waits until a deploy is resolved. A try that still waits for what is gone does not hold up the next. */
async function whenResolving(target: Target, from: string): Promise<void> {
  let isResolved = false;
  const tryOnce = async () => {
    void resolveOnce(target).then((succeeded) => {
      isResolved ||= succeeded;
    });
    await wait(tryEveryMs);
    return isResolved ? true : undefined;
  };
  await eventually(tryOnce, `a deploy is resolved again after ${from}`);
}

async function resolveOnce({ system, adminKey }: Target): Promise<boolean> {
  const [{ url }] = system.replicasOf("resolver");
  const place = { org: "acmecorp", app: "shop", stage: "p0", service: "checkout", region: "eu-central-1" };
  const answer = await apiAt(url, adminKey)("POST", "/v1/resolve", place).catch(() => undefined);
  return answer?.status === 200;
}

/** Whether the stream has every event; if it never does, the check says which are missing. */
async function isSettled(system: System): Promise<boolean> {
  const { committed, waiting } = await countCommitted(system);
  return waiting === 0 && (await countStored(system)) >= committed;
}
