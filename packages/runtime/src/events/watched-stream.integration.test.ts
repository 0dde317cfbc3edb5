import { randomUUID } from "node:crypto";
import { eventStream, profileCreated } from "@stagepass/contracts";
import type { JetStreamManager, NatsConnection } from "nats";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from "vitest";
import { type EventBus, startEventBus } from "../../../../test/support/bus/event-bus.ts";
import { eventually } from "../../../../test/support/eventually.ts";
import { createMigratedDatabase } from "../../../../test/support/servers/migrated-database.ts";
import { query } from "../../../../test/support/servers/schema.ts";
import { createLog } from "../process/log.ts";
import { openStreamManager } from "./event-stream.ts";
import type { OutboxRow } from "./outbox.ts";
import { StreamPublisher } from "./stream-publisher.ts";
import { WatchedStream } from "./watched-stream.ts";

const log = createLog({ level: "silent" });
let bus: EventBus;
let connection: NatsConnection;
let administrator: NatsConnection;
let manager: JetStreamManager;
let databaseUrl: string;
let client: pg.Client;
let stream: WatchedStream;
let publisher: StreamPublisher;

beforeAll(async () => {
  bus = await startEventBus();
  connection = await bus.connectAs("profiles");
  administrator = await bus.connectAs("root");
  manager = await administrator.jetstreamManager();
});

afterAll(async () => {
  await connection.close();
  await administrator.close();
  await bus.stop();
});

/** Each test has an outbox with an event that was published, and a stream that was looked at just now. */
beforeEach(async () => {
  databaseUrl = await createMigratedDatabase("profiles");
  await query(
    databaseUrl,
    `insert into outbox (event_id, subject, about, payload, published_at)
     values ('published before', 'profiles.v1.profile.created', 'acmecorp/profiles/prod', '{}', now())`,
  );
  const session = new pg.Client({ connectionString: databaseUrl });
  await session.connect();
  client = session;
  await makeAnew();
  stream = new WatchedStream(connection, await openStreamManager(connection), log);
  await stream.look(client);
  await query(databaseUrl, "update outbox set published_at = now()");
  const opened = new StreamPublisher(connection, "profiles");
  publisher = opened;
  onTestFinished(async () => {
    opened.close();
    await session.end();
  });
});

async function makeAnew(): Promise<void> {
  await manager.streams.delete(eventStream.name).catch(() => {});
  await bus.makeStreams();
}

function event(changes: Partial<OutboxRow> = {}): OutboxRow {
  const about = "acmecorp/profiles/prod";
  return {
    id: "1",
    eventId: randomUUID(),
    subject: profileCreated.subject,
    about,
    payload: "{}",
    traceparent: null,
    ...changes,
  };
}

async function publishAndObserve(...events: OutboxRow[]): Promise<void> {
  for (const { answer } of await publisher.publish(events, 5_000)) {
    if (answer instanceof Error) throw answer;
    stream.observe(answer);
  }
}

const waiting = async () =>
  (await query(databaseUrl, "select 1 from outbox where published_at is null limit 10")).length;

test("events are published together, in their order, and each is acknowledged", async () => {
  const events = Array.from({ length: 50 }, () => event());
  const published = await publisher.publish(events, 5_000);
  expect(published.map(({ event: { eventId } }) => eventId)).toEqual(events.map(({ eventId }) => eventId));
  expect(published.map(({ answer }) => answer)).toMatchObject(events.map((_, index) => ({ seq: index + 1 })));
});

test("an event that the stream refuses does not keep the others from it", async () => {
  const published = await publisher.publish(
    [event(), event({ subject: "nobody.stores.this" }), event()],
    1_000,
  );
  expect(published.map(({ answer }) => answer instanceof Error)).toEqual([false, true, false]);
});

test("events that come again are recognized, and are no sign of another stream", async () => {
  const events = [event(), event()];
  await publishAndObserve(...events);
  await publishAndObserve(...events);
  expect(stream.isDoubted).toBe(false);
  expect((await manager.streams.info(eventStream.name)).state.messages).toBe(2);
});

test("a stream that was replaced a moment ago is recognized by the number of the next event", async () => {
  await publishAndObserve(event(), event());
  await makeAnew();
  expect(stream.isDoubted).toBe(false);
  await publishAndObserve(event());
  expect(stream.isDoubted).toBe(true);
  expect(await stream.look(client)).toBe(true);
  expect(await waiting()).toBe(1);
  expect(stream.isDoubted).toBe(false);
});

test("a stream that lost its last events in a crash has them published again", async () => {
  stream.observe({ seq: 10 });
  stream.doubt();
  expect(await stream.look(client)).toBe(true);
  expect(await waiting()).toBe(1);
});

test("a stream that stayed has nothing published again, however often it is doubted", async () => {
  await publishAndObserve(event());
  stream.doubt();
  expect(await stream.look(client)).toBe(false);
  expect(await waiting()).toBe(0);
});

test("a stream is looked at over each new connection, since another server may have answered", async () => {
  await bus.kill();
  await bus.loseStore();
  await bus.start();
  const flushed = () =>
    connection.flush().then(
      () => true,
      () => undefined,
    );
  await eventually(flushed, "the connection is there again");
  expect(stream.isDoubted).toBe(true);
  expect(await stream.look(client)).toBe(true);
  expect(await waiting()).toBe(1);
});
