import { rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { eventStream, eventsJetStream } from "@stagepass/contracts";
import { connectSubscriber } from "@stagepass/runtime";
import { subscribe } from "@stagepass/subscriber";
import pg from "pg";
import { withEnds } from "./ends.ts";
import { percentile } from "./figures/statistics.ts";
import { say } from "./say.ts";
import { type LocalStack, startLocalStack } from "./systems/local-stack.ts";

const writers = 8;
/** More than an organization's people and pipelines change together. */
const steadily = 100;

/** From the commit of a change to its handler, in milliseconds. */
interface Delays {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
}

/** How soon subscribers hear of changes, and how soon a lost stream has its events again. */
export interface EventFigures {
  readonly changes: number;
  /** At a steady rate, and as fast as the writers go on after each answer. */
  readonly steady: Delays;
  readonly hurried: Delays;
  readonly rebuilt: number;
  /** From the start of the services to the last event in the new stream, in milliseconds. */
  readonly rebuildMs: number;
}

/** Makes so many changes and measures when a subscriber hears of each; then loses a stream of so many events. */
export async function benchEvents(changes: number, rebuilt: number): Promise<EventFigures> {
  return await withEnds(async (ends) => {
    const local = await startLocalStack(ends);
    say(`${changes} changes, ${steadily} per second`);
    const steady = await measureDelays(local, changes, steadily);
    say(`${changes} changes, ${writers} at a time`);
    const hurried = await measureDelays(local, changes, Number.POSITIVE_INFINITY);
    say(`${rebuilt} events into an empty stream`);
    const rebuildMs = await rebuild(local, rebuilt);
    return { changes, steady, hurried, rebuilt, rebuildMs };
  });
}

/** The time between each change, as its row was written, and its handler. */
async function measureDelays({ stack }: LocalStack, changes: number, perSecond: number): Promise<Delays> {
  const profiles = Array.from({ length: writers }, (_, index) => `events-${index}`);
  for (const profile of profiles) await change(stack, "PUT", profile, "new");
  const connection = await connectSubscriber(stack.natsUrl);
  const delays: number[] = [];
  const subscription = await subscribe(
    connection,
    { durable: "bench", types: ["profiles.v1.profile.updated"], startAt: "new" },
    ({ time }) => void delays.push(Date.now() - Date.parse(time)),
  );
  const begun = performance.now();
  await Promise.all(
    profiles.map(async (profile, writer) => {
      for (let count = writer; count < changes; count += writers) {
        await wait(Math.max(0, begun + (count / perSecond) * 1_000 - performance.now()));
        await change(stack, "PATCH", profile, `change ${count}`);
      }
    }),
  );
  const tookMs = performance.now() - begun;
  while (delays.length < changes) await wait(10);
  await subscription.stop();
  await connection.close();
  delays.sort((a, b) => a - b);
  return {
    perSecond: (changes / tookMs) * 1_000,
    p50: percentile(delays, 0.5),
    p99: percentile(delays, 0.99),
  };
}

/** The figures in words. */
export function describeEvents({ changes, steady, hurried, rebuilt, rebuildMs }: EventFigures): string {
  const line = ({ perSecond, p50, p99 }: Delays) =>
    `From a committed change to its handler, over ${changes} at ${perSecond.toFixed(0)}/s: p50 ${p50} ms, p99 ${p99} ms\n`;
  return `${line(steady)}${line(hurried)}${rebuilt} events into an empty stream: ${(rebuildMs / 1_000).toFixed(1)} s\n`;
}

async function change(
  { url, org, adminKey }: LocalStack["stack"],
  method: string,
  profile: string,
  description: string,
): Promise<void> {
  const answer = await fetch(`${url}/v1/orgs/${org}/profiles/${profile}`, {
    method,
    headers: { authorization: `Bearer ${adminKey}`, "content-type": "application/json" },
    body: JSON.stringify({ description }),
  });
  if (!answer.ok) throw new Error(`${method} ${profile}: ${await answer.text()}`);
}

/** Deletes the streams while nothing runs, and waits until the new one has everything. */
async function rebuild(local: LocalStack, events: number): Promise<number> {
  await fillOutbox(local.stack.postgresUrl, events);
  await local.stop();
  await rm(join(local.dataDir, "nats", "store"), { recursive: true });
  await local.start();
  const began = performance.now();
  const connection = await connectSubscriber(local.stack.natsUrl);
  const manager = await connection.jetstreamManager(eventsJetStream);
  const countStored = async () =>
    (await manager.streams.info(eventStream.name).catch(() => undefined))?.state.messages ?? 0;
  while ((await countStored()) < events) await wait(20);
  const tookMs = performance.now() - began;
  await connection.close();
  return tookMs;
}

/** Adds events that were published before, like those of that many changes. */
async function fillOutbox(postgresUrl: string, events: number): Promise<void> {
  const client = new pg.Client({ connectionString: postgresUrl });
  await client.connect();
  try {
    await client.query(
      `insert into profiles.outbox (event_id, subject, about, payload, published_at)
       select gen_random_uuid(), subject, about || '-' || n % 100, payload, now()
         from generate_series(1, $1::int) as n,
              (select subject, about, payload from profiles.outbox order by id desc limit 1) as last`,
      [events],
    );
  } finally {
    await client.end();
  }
}
