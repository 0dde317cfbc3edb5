import { setTimeout } from "node:timers/promises";
import { CloudEvent, deploymentFailed, eventStream, profileCreated } from "@stagepass/contracts";
import { type JetStreamManager, type NatsConnection, nanos, StorageType } from "nats";
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { type EventBus, startEventBus } from "../../../../test/support/bus/event-bus.ts";
import { eventually } from "../../../../test/support/eventually.ts";
import { createMigratedDatabase } from "../../../../test/support/servers/migrated-database.ts";
import { query } from "../../../../test/support/servers/schema.ts";
import { type DatabasePool, openDatabase } from "../database/database.ts";
import { createMetrics } from "../metrics/metrics.ts";
import { createLog } from "../process/log.ts";
import { ensureStreams, retentionMs } from "./event-stream.ts";
import { Relay } from "./relay.ts";

const log = createLog({ level: "silent" });
let bus: EventBus;
let connection: NatsConnection;
let administrator: NatsConnection;
let manager: JetStreamManager;
let databaseUrl: string;
let database: DatabasePool;

beforeAll(async () => {
  bus = await startEventBus();
  connection = await bus.connectAs("services-root");
  administrator = await bus.connectAs("root");
  manager = await administrator.jetstreamManager();
});

afterAll(async () => {
  await connection.close();
  await administrator.close();
  await bus.stop();
});

beforeEach(async () => {
  await manager.streams.delete(eventStream.name).catch(() => {});
  databaseUrl = await createMigratedDatabase("resolver");
  const opened = openDatabase("resolver", databaseUrl);
  database = opened;
  onTestFinished(() => opened.close());
});

function startRelay(): Relay {
  const relay = new Relay({
    service: "resolver",
    databaseUrl,
    database,
    connection,
    log,
    metrics: createMetrics(),
  });
  database.onAnnounced(() => relay.wake());
  onTestFinished(() => relay.stop());
  return relay;
}

async function announce(profile: string, about = `acmecorp/profiles/${profile}`, version = 1): Promise<void> {
  await database.transaction((transaction) =>
    transaction.announce(profileCreated, about, { org: "acmecorp", by: "key_1", profile, version }),
  );
}

/** The events in the stream, in its order. */
async function stored(): Promise<CloudEvent[]> {
  const info = await manager.streams.info(eventStream.name).catch(() => undefined);
  const found: CloudEvent[] = [];
  for (let seq = 1; seq <= (info?.state.last_seq ?? 0); seq++) {
    found.push(CloudEvent.parse((await manager.streams.getMessage(eventStream.name, { seq })).json()));
  }
  return found;
}

const whenStored = (count: number) =>
  eventually(async () => {
    const found = await stored();
    return found.length >= count ? found : undefined;
  }, `${count} events in the stream`);

const whenAllPublished = () =>
  eventually(async () => {
    const rows = await query(databaseUrl, "select 1 from outbox where published_at is null limit 1");
    return rows.length === 0 ? true : undefined;
  }, "every row marked as published");

describe("the relay", () => {
  test("stops also when it is still connecting, as after a start that fails", async () => {
    const relay = startRelay();
    expect(await Promise.race([relay.stop().then(() => "stopped"), setTimeout(20_000, "stuck")])).toBe(
      "stopped",
    );
  });

  test("an announced event is published as a CloudEvent under the subject of its contract", async () => {
    startRelay();
    await announce("prod");
    const [event] = await whenStored(1);
    expect(event).toMatchObject({
      specversion: "1.0",
      source: "/stagepass/profiles",
      type: "profiles.v1.profile.created",
      subject: "acmecorp/profiles/prod",
      data: { org: "acmecorp", by: "key_1", profile: "prod", version: 1 },
    });
  });

  test("an event of a transaction that was rolled back is not published", async () => {
    startRelay();
    const work = database.transaction(async (transaction) => {
      await transaction.announce(profileCreated, "x", {
        org: "acmecorp",
        by: "b",
        profile: "lost",
        version: 1,
      });
      throw new Error("changed my mind");
    });
    await expect(work).rejects.toThrow("changed my mind");
    await announce("kept");
    expect(await whenStored(1)).toMatchObject([{ data: { profile: "kept" } }]);
  });

  test("announce() throws for data that do not fit the contract of the event", async () => {
    const work = database.transaction((transaction) =>
      transaction.announce(deploymentFailed, "x", { org: "acmecorp" } as never),
    );
    await expect(work).rejects.toThrow();
    expect(await query(databaseUrl, "select 1 from outbox")).toEqual([]);
  });

  test("the events of an aggregate are published in order", async () => {
    for (let version = 1; version <= 30; version++)
      await announce(`p${version % 3}`, `a${version % 3}`, version);
    startRelay();
    const versions = new Map<string, number[]>();
    for (const { subject, data } of await whenStored(30)) {
      const { version } = profileCreated.data.parse(data);
      versions.set(subject, [...(versions.get(subject) ?? []), version]);
    }
    for (const inOrder of versions.values()) expect(inOrder).toEqual([...inOrder].sort((a, b) => a - b));
  });

  test("after a stream is lost, its events are published again with the same ids into a new one", async () => {
    const first = startRelay();
    await announce("one");
    await announce("two");
    const before = await whenStored(2);
    await whenAllPublished();
    await first.stop();
    await manager.streams.delete(eventStream.name);
    startRelay();
    const after = await whenStored(2);
    expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
  });

  test("a stream with a different configuration is corrected and keeps its events", async () => {
    await manager.streams.add({
      name: eventStream.name,
      subjects: [...eventStream.subjects],
      max_age: nanos(60_000),
    });
    startRelay();
    await announce("one");
    await whenStored(1);
    const { config } = await manager.streams.info(eventStream.name);
    expect(config.max_age).toBe(nanos(retentionMs));
  });

  test("for a stream that NATS cannot correct, the relay logs what to do, waits, and continues by itself", async () => {
    const [subject] = eventStream.subjects;
    await manager.streams.add({ name: eventStream.name, subjects: [subject], storage: StorageType.Memory });
    await expect(ensureStreams(manager, log)).rejects.toThrow(
      /storage is "memory", not "file".*Delete it with "nats stream rm STAGEPASS_EVENTS"/,
    );
    startRelay();
    await announce("one");
    await manager.streams.delete(eventStream.name);
    await whenStored(1);
  });

  test("an event is not published again into the same stream", async () => {
    const first = startRelay();
    await announce("one");
    await whenStored(1);
    await whenAllPublished();
    await first.stop();
    startRelay();
    await announce("two");
    await whenStored(2);
    expect(await stored()).toHaveLength(2);
  });

  test("when the leader ends, a waiting replica takes over", async () => {
    const leader = startRelay();
    await announce("one");
    await whenStored(1);
    startRelay();
    await leader.stop();
    await announce("two");
    expect(await whenStored(2)).toHaveLength(2);
  });
});
