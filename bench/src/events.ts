import { rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { eventStream } from "@stagepass/contracts";
import { subscribe } from "@stagepass/contracts/subscribe";
import { connectSubscriber } from "@stagepass/runtime";
import pg from "pg";
import { type LocalStack, startLocalStack } from "./local-stack.ts";

const writers = 8;

/** How soon subscribers hear of changes, and how soon a lost stream has its events again. All in milliseconds. */
export interface EventFigures {
  readonly changes: number;
  /** From the commit of a change to its handler. */
  readonly p50: number;
  readonly p99: number;
  readonly rebuilt: number;
  /** From the start of the services to the last event in the new stream. */
  readonly rebuildMs: number;
}

/** Makes so many changes and measures when a subscriber hears of each; then loses a stream of so many events. */
export async function benchEvents(changes: number, rebuilt: number): Promise<EventFigures> {
  const local = await startLocalStack();
  try {
    process.stderr.write(`${changes} changes, ${writers} at a time …\n`);
    const delays = (await delaysOf(local, changes)).sort((a, b) => a - b);
    const quantile = (q: number) => delays[Math.floor(q * (delays.length - 1))] ?? Number.NaN;
    process.stderr.write(`${rebuilt} events into an empty stream …\n`);
    const rebuildMs = await rebuild(local, rebuilt);
    return { changes, p50: quantile(0.5), p99: quantile(0.99), rebuilt, rebuildMs };
  } finally {
    await local.remove();
  }
}

/** The time between each change, as its row was written, and its handler. */
async function delaysOf({ stack }: LocalStack, changes: number): Promise<number[]> {
  const profiles = Array.from({ length: writers }, (_, index) => `events-${index}`);
  for (const profile of profiles) await change(stack, "PUT", profile, "new");
  const connection = await connectSubscriber(stack.natsUrl);
  const delays: number[] = [];
  const subscription = await subscribe(
    connection,
    { durable: "bench", types: ["profiles.v1.profile.updated"], startAt: "new" },
    ({ time }) => void delays.push(Date.now() - Date.parse(time)),
  );
  await Promise.all(
    profiles.map(async (profile) => {
      for (let count = 0; count < changes / writers; count++)
        await change(stack, "PATCH", profile, `change ${count}`);
    }),
  );
  while (delays.length < changes) await wait(10);
  await subscription.stop();
  await connection.close();
  return delays;
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
  const manager = await connection.jetstreamManager({ checkAPI: false });
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
