import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { callApi } from "../call-api.ts";
import { type Ends, withEnds } from "../ends.ts";
import { median } from "../figures/statistics.ts";
import type { Shot } from "../load/order.ts";
import { processorTimes } from "../processes/members.ts";
import { startOrderTaker } from "../processes/order-taker.ts";
import { readProcesses } from "../processes/process-table.ts";
import { prepareScenarios } from "../resolve/scenarios.ts";
import { say } from "../say.ts";
import { startLocal } from "../systems/local.ts";
import { startServicesApart } from "../systems/services-apart.ts";
import type { ProcessSettings, System, SystemName } from "../systems/system.ts";
import type { SendOrder, SendReport } from "./order.ts";
import { recoverySeconds, type Summary, summarize } from "./summary.ts";

/** What is measured, and for how long. */
export interface OverloadOptions {
  readonly system: SystemName;
  /** In the closed loop that measures the capacity. */
  readonly connections: number;
  /** How long the overload lasts. */
  readonly seconds: number;
  readonly settings: ProcessSettings;
}

/** What a time of load took on processors, as a share of one, by process. */
export type Shares = Readonly<Record<string, number>>;

/** How Stagepass fares beyond what it can do. */
export interface OverloadFigures {
  readonly system: SystemName;
  readonly connections: number;
  /** Before the overload and after it: a machine with other work changes in between. */
  readonly capacities: readonly Summary[];
  readonly capacityPerSecond: number;
  readonly capacityShares: Shares;
  readonly overload: Summary;
  readonly overloadShares: Shares;
  readonly before: Summary;
  readonly after: Summary;
  readonly recoverySeconds: number;
  readonly greedy: Summary;
  readonly modest: Summary;
  readonly sockets: number;
}

/** No key has more than its share with so many. */
const keyCount = 8;
const overloadFactor = 3;
const warmUpSeconds = 5;
const capacitySeconds = 10;
/** At a third of the capacity, before the overload and after it. */
const calmSeconds = 15;

type Send = (order: SendOrder) => Promise<SendReport>;

/** Measures the capacity for a resolve with 20 parameters and 5 safeguards, and what happens beyond it. */
export async function benchOverload(options: OverloadOptions): Promise<OverloadFigures> {
  const { connections, seconds } = options;
  return await withEnds(async (ends) => {
    say("starting");
    const system = await start(ends, options);
    const shots = await shotsWithKeys(system);
    const send: Send = startOrderTaker(ends, fileURLToPath(new URL("sender.js", import.meta.url)));
    const capacity = (length: number) => measureCapacity(send, shots, connections, length);
    say("warming up");
    await capacity(warmUpSeconds);
    say(`capacity, at ${connections} connections`);
    const [earlier, capacityShares] = await withShares(system, capacity(capacitySeconds), [
      0,
      capacitySeconds,
    ]);

    const calm = { perSecond: earlier.goodPerSecond / 3, seconds: calmSeconds };
    const flood = { perSecond: earlier.goodPerSecond * overloadFactor, seconds };
    say(`overload, ${flood.perSecond.toFixed(0)} requests per second for ${seconds} s`);
    const order = { streams: [{ name: "all", shots, pace: [calm, flood, calm] }] };
    const times: Times = [calmSeconds, seconds];
    const [report, overloadShares] = await withShares(system, send(order), times);
    const outcomes = report.outcomes["all"] ?? [];
    const [begin, end] = [calmSeconds * 1_000, (calmSeconds + seconds) * 1_000];
    const before = { fromMs: 0, toMs: begin };
    const after = { fromMs: end, toMs: end + calmSeconds * 1_000 };

    say("capacity, again");
    const later = await capacity(capacitySeconds);
    const capacityPerSecond = median([earlier.goodPerSecond, later.goodPerSecond]);
    say("one key takes more than its share");
    const shares = await measureShares(send, shots, capacityPerSecond, seconds / 3);
    return {
      ...{ system: system.name, connections, capacities: [earlier, later], capacityPerSecond },
      ...{ capacityShares, overloadShares, ...shares },
      overload: summarize(outcomes, { fromMs: begin, toMs: end }),
      before: summarize(outcomes, before),
      after: summarize(outcomes, after),
      recoverySeconds: recoverySeconds(outcomes, before, after),
      sockets: report.sockets,
    };
  });
}

function start(ends: Ends, { system, settings }: OverloadOptions): Promise<System> {
  return system === "apart" ? startServicesApart(ends, settings) : startLocal(ends, settings);
}

/** The same request with several keys. */
async function shotsWithKeys(system: System): Promise<Shot[]> {
  const { "20+5": shot } = await prepareScenarios(system, ["20+5"]);
  const shots: Shot[] = [];
  for (let index = 0; index < keyCount; index++) {
    const request = `POST /v1/orgs/${system.org}/access-keys`;
    const deployer = { role: "deployer", name: `pipeline-${index}` };
    const { key = "" } = await callApi(system.profilesUrl, system.adminKey, request, deployer);
    shots.push({ ...shot, headers: { ...shot.headers, authorization: `Bearer ${key}` } });
  }
  return shots;
}

async function measureCapacity(send: Send, shots: readonly Shot[], connections: number, seconds: number) {
  const stream = { name: "all", shots, pace: { connections, seconds } };
  const { outcomes } = await send({ streams: [stream] });
  return summarize(outcomes["all"] ?? [], { fromMs: 0, toMs: seconds * 1_000 });
}

/** One key with half as much again as the capacity, beside another one with a tenth of the capacity. */
async function measureShares(send: Send, shots: readonly Shot[], capacity: number, seconds: number) {
  const [greedy = [], modest = []] = [shots.slice(0, 1), shots.slice(1, 2)];
  const { outcomes } = await send({
    streams: [
      { name: "greedy", shots: greedy, pace: [{ perSecond: capacity * 1.5, seconds }] },
      { name: "modest", shots: modest, pace: [{ perSecond: capacity / 10, seconds }] },
    ],
  });
  const span = { fromMs: 0, toMs: seconds * 1_000 };
  return {
    greedy: summarize(outcomes["greedy"] ?? [], span),
    modest: summarize(outcomes["modest"] ?? [], span),
  };
}

/** After how many seconds a time begins, and for how many it lasts. */
type Times = readonly [begins: number, lasts: number];

/** What each process takes of a processor in a time, while work is under way. */
async function withShares<T>(
  { members }: System,
  work: Promise<T>,
  [begins, lasts]: Times,
): Promise<[T, Shares]> {
  const read = async () => processorTimes([...members, bench], await readProcesses());
  const measure = async () => {
    await wait(begins * 1_000);
    const before = await read();
    await wait(lasts * 1_000);
    const after = await read();
    return Object.fromEntries(
      Object.entries(after).map(([name, ms]) => [name, (ms - (before[name] ?? 0)) / lasts / 1_000]),
    );
  };
  return await Promise.all([work, measure()]);
}

const bench = { name: "load generator", pid: process.pid };
