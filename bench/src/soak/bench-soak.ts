import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { callApi } from "../call-api.ts";
import { withEnds } from "../ends.ts";
import { median } from "../figures/statistics.ts";
import type { SendOrder, SendReport } from "../overload/order.ts";
import { type Summary, summarize } from "../overload/summary.ts";
import { startOrderTaker } from "../processes/order-taker.ts";
import { prepareScenarios } from "../resolve/scenarios.ts";
import { say } from "../say.ts";
import { type SystemApart, startServicesApart } from "../systems/services-apart.ts";
import type { ProcessSettings } from "../systems/system.ts";
import { beginChores, type ChoreCounts } from "./chores.ts";
import { type Measure, measures, type Reading } from "./measures.ts";
import { type Mix, prepareMix, streamsOf } from "./mix.ts";
import { readSystem } from "./read-system.ts";
import { type Trend, trendOf } from "./trend.ts";

/** How long a soak lasts, and how much is asked for meanwhile. */
export interface SoakOptions {
  readonly minutes: number;
  /** Requests per second; half of the capacity if it is left out. */
  readonly perSecond: number | undefined;
  readonly settings: ProcessSettings;
}

/** A measure of one process over the soak. Without a judgement there is no verdict. */
export interface SoakRow extends Omit<Trend, "verdict"> {
  readonly process: string;
  readonly measure: Measure;
  readonly verdict: Trend["verdict"] | undefined;
}

/** What Stagepass holds on to under a load that lasts. */
export interface SoakFigures {
  readonly minutes: number;
  readonly perSecond: number;
  readonly byStatus: Readonly<Record<string, number>>;
  /** The medians of all minutes. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly chores: ChoreCounts;
  readonly rows: readonly SoakRow[];
  readonly verdict: Trend["verdict"];
  readonly samples: readonly { readonly atMs: number; readonly process: string; readonly reading: Reading }[];
}

const capacitySeconds = 15;
const connections = 20;
const sampleEveryMs = 5_000;
/** So much of the time is for caches to fill and code to be compiled. It does not count. */
const warmUpShare = 0.2;
/** The sender is asked for so much at a time, so that it does not hold on to all outcomes itself. */
const chunkSeconds = 20;

type Send = (order: SendOrder) => Promise<SendReport>;
type Samples = { atMs: number; process: string; reading: Reading }[];

/** Sends mixed requests for some minutes, and looks at what each process holds meanwhile. */
export async function benchSoak({ minutes, perSecond, settings }: SoakOptions): Promise<SoakFigures> {
  return await withEnds(async (ends) => {
    say("starting");
    const system = await startServicesApart(ends, settings);
    const database = new pg.Client({ connectionString: system.postgresUrl });
    await database.connect();
    ends.add(() => database.end());
    const put = (path: string, body: object) =>
      callApi(system.profilesUrl, system.adminKey, `PUT /v1/orgs/${system.org}${path}`, body);
    const mix = await prepareMix(system, put);
    const { "template-1mb": largeTemplate } = await prepareScenarios(system, ["template-1mb"]);
    const send: Send = startOrderTaker(
      ends,
      fileURLToPath(new URL("../overload/sender.js", import.meta.url)),
    );
    say("warming up");
    const capacity = await measureCapacity(send, mix);
    const rate = perSecond ?? capacity / 2;

    say(`${rate.toFixed(0)} requests per second for ${minutes} minutes`);
    const chores = beginChores(system, largeTemplate);
    const until = performance.now() + minutes * 60_000;
    const [chunks, samples] = await Promise.all([
      sendUntil(until, send, mix, rate),
      sampleUntil(until, system, database),
    ]);
    await chores.stop();
    const rows = rowsOf(samples.filter(({ atMs }) => atMs >= minutes * 60_000 * warmUpShare));
    return {
      ...{ minutes, perSecond: rate, chores: chores.counts, samples, rows },
      byStatus: sumByStatus(chunks),
      p50Ms: median(chunks.map(({ p50Ms }) => p50Ms)),
      p99Ms: median(chunks.map(({ p99Ms }) => p99Ms)),
      verdict: rows.some(({ verdict }) => verdict === "grows") ? "grows" : "flat",
    };
  });
}

async function measureCapacity(send: Send, { resolves }: Mix): Promise<number> {
  const stream = { name: "all", shots: resolves, pace: { connections, seconds: capacitySeconds } };
  const { outcomes } = await send({ streams: [stream] });
  return (outcomes["all"] ?? []).length / capacitySeconds;
}

async function sendUntil(until: number, send: Send, mix: Mix, rate: number): Promise<Summary[]> {
  const chunks: Summary[] = [];
  for (let left = until - performance.now(); left > 1_000; left = until - performance.now()) {
    const seconds = Math.min(chunkSeconds, left / 1_000);
    const { outcomes } = await send({ streams: streamsOf(mix, rate, seconds) });
    chunks.push(summarize(Object.values(outcomes).flat(), { fromMs: 0, toMs: seconds * 1_000 }));
  }
  return chunks;
}

async function sampleUntil(until: number, system: SystemApart, database: pg.Client): Promise<Samples> {
  const samples: Samples = [];
  const began = performance.now();
  while (performance.now() < until) {
    const atMs = performance.now() - began;
    for (const [process, reading] of await readSystem(system, database))
      samples.push({ atMs, process, reading });
    await wait(sampleEveryMs);
  }
  return samples;
}

function rowsOf(samples: Samples): SoakRow[] {
  const rows: SoakRow[] = [];
  for (const process of new Set(samples.map((sample) => sample.process))) {
    const own = samples.filter((sample) => sample.process === process);
    for (const measure of Object.keys(measures) as Measure[]) {
      // Object.keys forgets the keys
      const values = own.flatMap(({ atMs, reading: { [measure]: value } }) =>
        value === undefined || Number.isNaN(value) ? [] : { atMs, value },
      );
      if (values.length === 0) continue;
      const { judgement } = measures[measure];
      const { verdict, ...trend } = trendOf(values, judgement ?? { of: "median", tolerance: 0 });
      rows.push({ process, measure, ...trend, verdict: judgement && verdict });
    }
  }
  return rows;
}

function sumByStatus(chunks: readonly Summary[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { byStatus } of chunks)
    for (const [status, count] of Object.entries(byStatus)) sums[status] = (sums[status] ?? 0) + count;
  return sums;
}
