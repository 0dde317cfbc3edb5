import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, expect, onTestFailed } from "vitest";
import { Signal } from "../../packages/runtime/src/process/signal.ts";
import { eventually } from "../support/eventually.ts";
import { expectWithin } from "../support/slowness.ts";
import { apiAt } from "../support/stack/api.ts";
import { controlStandIn, type StandInControl } from "../support/stack/stand-in.ts";
import { makeTarget } from "../support/target.ts";
import { check } from "./check.ts";
import { extent } from "./extent.ts";
import { countCommitted, countStored, readFacts } from "./facts.ts";
import type { History } from "./history.ts";
import { Load } from "./load.ts";
import { type Random, randomFrom } from "./random.ts";
import type { System } from "./system.ts";
import { prepareTarget, type Target } from "./target.ts";

/**
 * A system in which the tests of a file cause faults one after the other. Its properties can be read once the tests
 * have begun.
 */
export interface Faults {
  readonly system: System;
  readonly standIn: StandInControl;
  readonly history: History;
  /** The random choices of faults. */
  readonly random: Random;
  /** Runs clients against the system for as long as the work takes. */
  underLoad(work: (load: Load) => Promise<void>): Promise<void>;
  /**
   * Ends a fault, and asserts that the system resolves deploys again by itself within ten seconds: see `expectWithin`.
   */
  recovers(from: string, heal: () => Promise<unknown>): Promise<void>;
  /**
   * Asserts that every event arrives within `limitMs`, and that what was stored agrees with what clients were told:
   * see `check`.
   */
  losesNothing(limitMs?: number): Promise<void>;
}

/** The limit for a recovery, in milliseconds, on a machine that is not busy with other things. */
const recoverMs = 10_000;
/** After this time, in milliseconds, what is awaited will not happen at all. */
const giveUpMs = 300_000;
const firstTryMs = 80;
const tryEveryMs = 1_000;
const lookEveryMs = 50;

/** Starts a system before the tests of a file, stops it after them, and prints the measurements. */
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
    const { writes, resolved, refused, unanswered } = target.history;
    const seconds = (performance.now() - started) / 1_000;
    process.stdout.write(
      `${writes.length} writes (${Math.round(writes.length / (loadedMs / 1_000))}/s, faults included) and ` +
        `${resolved.length} resolves acknowledged, ${refused.writes} and ${refused.resolves} refused, ` +
        `${unanswered.writes} and ${unanswered.resolves} unanswered, ` +
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
      await expectWithin(recoverMs, ms, `the recovery from ${from}, in milliseconds`);
    },
    losesNothing: async (limitMs = recoverMs) => {
      const { system, history } = running();
      let tookMs = 0;
      const facts = await readFacts(system, async () => {
        const began = performance.now();
        while (!(await isSettled(system)) && performance.now() < began + giveUpMs) await wait(lookEveryMs);
        tookMs = performance.now() - began;
      });
      expect(check(history, facts), `seed ${extent.seed}`).toEqual([]);
      await expectWithin(limitMs, tookMs, "the arrival of every event, in milliseconds");
    },
  };
}

/**
 * Waits until a deploy is resolved. An attempt does not wait for the one before it. The attempts become less frequent,
 * so that they do not keep a busy machine from recovering.
 */
async function whenResolving(target: Target, from: string): Promise<void> {
  const resolved = new Signal();
  let isResolved = false;
  let waitMs = firstTryMs;
  const tryOnce = async () => {
    void resolveOnce(target).then((succeeded) => {
      if (!succeeded) return;
      isResolved = true;
      resolved.raise();
    });
    await resolved.wait(waitMs);
    waitMs = Math.min(waitMs * 1.5, tryEveryMs);
    return isResolved ? true : undefined;
  };
  await eventually(tryOnce, `a deploy is resolved again after ${from}`);
}

async function resolveOnce({ system, adminKey }: Target): Promise<boolean> {
  const [{ url }] = system.replicasOf("resolver");
  const target = makeTarget({ app: "shop", stage: "p0" });
  const answer = await apiAt(url, adminKey)("POST", "/v1/resolve", target).catch(() => undefined);
  return answer?.status === 200;
}

/** Whether the stream has every event. If it never does, the check says which are missing. */
async function isSettled(system: System): Promise<boolean> {
  const { committed, waiting } = await countCommitted(system);
  return waiting === 0 && (await countStored(system)) >= committed;
}
