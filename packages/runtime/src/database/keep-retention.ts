import { setTimeout as wait } from "node:timers/promises";
import type { ServiceId } from "@stagepass/contracts";
import pg from "pg";
import type { Log } from "../process/log.ts";
import { queryable } from "./queryable.ts";
import { deleteOld, type Retention } from "./retention.ts";

interface RetentionOptions {
  readonly service: ServiceId;
  readonly databaseUrl: string;
  readonly retentions: readonly Retention[];
  readonly log: Log;
  /** When the first round begins after the start, and the next ones after the end of the one before. */
  readonly firstAfterMs?: number;
  readonly everyMs?: number;
  readonly batchRows?: number;
}

const minuteMs = 60_000;
const shortestPauseMs = 100;
/** A batch takes some 20 ms. One that takes so long meets something that the next round may not meet. */
const batchTimeoutMs = 10_000;

/**
 * Deletes what a service need not keep any longer, a round in each hour. One replica at a time does; the others leave the
 * round to it. It works at most half of the time, over a connection of its own, so that requests hardly notice. A round
 * that fails is logged, and the next one goes on.
 */
export function keepRetention(options: RetentionOptions): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const done = repeatRounds(options, stopping.signal);
  return {
    stop: async () => {
      stopping.abort();
      await done;
    },
  };
}

async function repeatRounds(options: RetentionOptions, stopping: AbortSignal): Promise<void> {
  const { firstAfterMs = minuteMs, everyMs = 60 * minuteMs, log } = options;
  for (let pauseMs = firstAfterMs; ; pauseMs = everyMs) {
    await wait(pauseMs, undefined, { signal: stopping }).catch(() => {});
    if (stopping.aborted) return;
    try {
      await runRound(options, stopping);
    } catch (error) {
      log.warn({ err: error }, "what is too old was not deleted, the next round tries again");
    }
  }
}

/** One round, unless another replica has the turn. */
export async function runRound(options: RetentionOptions, stopping: AbortSignal): Promise<void> {
  const { service, databaseUrl, retentions, log, batchRows = 1_000 } = options;
  const client = new pg.Client({
    connectionString: databaseUrl,
    application_name: `stagepass-${service}-retention`,
    connectionTimeoutMillis: 10_000,
    statement_timeout: batchTimeoutMs,
    query_timeout: batchTimeoutMs + 1_000,
    // What a crash of Postgres brings back is deleted again.
    options: "-c synchronous_commit=off",
  });
  // The statement under way fails with the reason.
  client.on("error", () => {});
  const pause = async (tookMs: number) => {
    await wait(Math.max(shortestPauseMs, tookMs), undefined, { signal: stopping }).catch(() => {});
  };
  try {
    await client.connect();
    const db = queryable(client, service);
    if ((await db.execute(takeTurn, [service])) === 0) return;
    for (const retention of retentions) {
      const { what, days } = retention;
      const deleted = await deleteOld(db, retention, { batchRows, pause, stopping });
      if (deleted > 0) log.info({ what, days, deleted }, "what was too old is deleted");
    }
  } finally {
    await client.end().catch(() => {});
  }
}

/** No row when another replica has the turn, which it keeps until its session ends. */
const takeTurn = `select from (select pg_try_advisory_lock(hashtext('stagepass:retention'), hashtext($1)) as taken) as turn
                  where taken`;
