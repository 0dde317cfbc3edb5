import { eventStream, resetEvent } from "@stagepass/contracts";
import type { JetStreamManager, NatsConnection } from "nats";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { type EventBus, startEventBus } from "../../../../../test/support/bus/event-bus.ts";
import { eventually } from "../../../../../test/support/eventually.ts";
import type { ServerSent } from "../../http/streams/server-sent.ts";
import { createLog } from "../../process/log.ts";
import { EventTail } from "./event-tail.ts";
import { openStoredEvents } from "./stored-events.ts";

const log = createLog({ level: "silent" });
let bus: EventBus;
let connection: NatsConnection;
let administrator: NatsConnection;
let manager: JetStreamManager;
let named = 0;

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

/** The tail of another process, which has read nothing yet. */
function startTail(options: { readonly heartbeatMs?: number } = {}): EventTail {
  const tail = new EventTail({ stored: openStoredEvents(connection, log), log, everyMs: 10, ...options });
  onTestFinished(() => tail.stop());
  return tail;
}

/** Follows an organization. Returns what came so far, once the stream has begun. */
async function follow(tail: EventTail, { org = "acmecorp", since }: { org?: string; since?: string } = {}) {
  const ended = new AbortController();
  const came: ServerSent[] = [];
  const source = tail.follow(org, since, ended.signal);
  const first = await source.next();
  if (!first.done) came.push(first.value);
  const done = (async () => {
    for await (const message of source) came.push(message);
  })();
  const stop = async () => {
    ended.abort();
    await done;
  };
  onTestFinished(stop);
  const ids = () =>
    came.flatMap(({ data, event }) => (event === undefined && data !== undefined ? [idIn(data)] : []));
  return {
    came,
    ids,
    /** What a browser sends when it comes back. */
    lastId: () => came.findLast(({ id }) => id !== undefined)?.id,
    isReset: () => came.some(({ event }) => event === resetEvent),
    got: (id: string) => eventually(async () => (ids().includes(id) ? true : undefined), `${id} arrives`),
    stop,
  };
}

function idIn(data: string): string {
  return JSON.parse(data).id;
}

/** Announces events about an organization, and returns their ids. */
async function announce(count: number, org = "acmecorp"): Promise<string[]> {
  const ids = Array.from({ length: count }, () => `event-${named++}`);
  for (const id of ids) await bus.announce(id, { about: `${org}/profiles/prod`, data: { org } });
  return ids;
}

const last = (ids: readonly string[]) => ids.at(-1) ?? "";

test("a reader gets the events from now on, each once and in order, and no earlier ones", async () => {
  await announce(3);
  const reader = await follow(startTail());
  const ids = await announce(5);
  await reader.got(last(ids));
  expect(reader.ids()).toEqual(ids);
  expect(reader.isReset()).toBe(false);
});

test.each(["the same process", "another process"])(
  "a reader who comes back to %s gets what it missed, without a gap and nothing twice",
  async (where) => {
    const tail = startTail();
    const before = await follow(tail);
    const seen = await announce(3);
    await before.got(last(seen));
    await before.stop();
    const missed = await announce(250);
    const after = await follow(where === "another process" ? startTail() : tail, {
      since: before.lastId() ?? "",
    });
    const more = await announce(2);
    await after.got(last(more));
    expect([...before.ids(), ...after.ids()]).toEqual([...seen, ...missed, ...more]);
    expect(after.isReset()).toBe(false);
  },
);

test("a reader who left before anything happened misses nothing either", async () => {
  const before = await follow(startTail());
  await before.stop();
  const missed = await announce(2);
  const after = await follow(startTail(), { since: before.lastId() ?? "" });
  await after.got(last(missed));
  expect(after.ids()).toEqual(missed);
});

test("readers of two organizations never get an event of the other one", async () => {
  const tail = startTail();
  const [acmecorp, othercorp] = [await follow(tail), await follow(tail, { org: "othercorp" })];
  const begin = acmecorp.lastId() ?? "";
  const mine = await announce(2);
  const theirs = await announce(2, "othercorp");
  // What its subject and its data tell apart is about nobody.
  await bus.announce("torn", { about: "acmecorp/profiles/prod", data: { org: "othercorp" } });
  await bus.announce("similar", { about: "acmecorp2/profiles/prod", data: { org: "acmecorp2" } });
  const end = [await announce(1), await announce(1, "othercorp")].flat();
  await acmecorp.got(end[0] ?? "");
  await othercorp.got(end[1] ?? "");
  expect(acmecorp.ids()).toEqual([...mine, end[0]]);
  expect(othercorp.ids()).toEqual([...theirs, end[1]]);
  const late = await follow(startTail(), { org: "othercorp", since: begin });
  await late.got(end[1] ?? "");
  expect(late.ids()).toEqual([...theirs, end[1]]);
});

test("a reader whose id is of another stream, or of none, is told to read anew, and goes on from now", async () => {
  await announce(1);
  for (const since of ["1-1", "no id"]) {
    const reader = await follow(startTail(), { since });
    expect(reader.came[0]).toMatchObject({ event: resetEvent, data: "{}" });
    const ids = await announce(1);
    await reader.got(last(ids));
    expect(reader.ids()).toEqual(ids);
  }
});

test("a reader whose next event the stream does not have any more is told to read anew", async () => {
  const before = await follow(startTail());
  await before.stop();
  await announce(3);
  await manager.streams.purge(eventStream.name, { keep: 1 });
  const reader = await follow(startTail(), { since: before.lastId() ?? "" });
  await eventually(async () => (reader.isReset() ? true : undefined), "it is told to read anew");
  expect(reader.ids()).toEqual([]);
});

test("readers are told to read anew when the stream is replaced, and follow the new one", async () => {
  const reader = await follow(startTail());
  await manager.streams.delete(eventStream.name);
  await bus.makeStreams();
  await eventually(async () => (reader.isReset() ? true : undefined), "it is told to read anew");
  const ids = await announce(2);
  await reader.got(last(ids));
  expect(reader.ids()).toEqual(ids);
});

test("a stream goes on where it was when NATS was away", async () => {
  const reader = await follow(startTail());
  const ids = await announce(1);
  await reader.got(last(ids));
  await bus.kill();
  await bus.start();
  const more = await announce(2);
  await reader.got(last(more));
  expect(reader.ids()).toEqual([...ids, ...more]);
  expect(reader.isReset()).toBe(false);
});

test("no stream begins while NATS is away, and the reader is told to try again", async () => {
  const closed = await bus.connectAs("profiles");
  const tail = new EventTail({ stored: openStoredEvents(closed, log), log });
  await closed.close();
  const source = tail.follow("acmecorp", undefined, new AbortController().signal);
  await expect(source.next()).rejects.toMatchObject({ code: "unavailable" });
  await tail.stop();
});

test("a quiet stream tells that it is alive and how far it has come, also where others are not quiet", async () => {
  const reader = await follow(startTail({ heartbeatMs: 20 }));
  const begin = reader.lastId();
  await announce(2, "othercorp");
  const movedOn = async () => (reader.lastId() === begin ? undefined : true);
  await eventually(movedOn, "the id moves on");
  expect(reader.came.at(-1)).toMatchObject({ comment: "alive" });
  expect(reader.ids()).toEqual([]);
});

test("the stream is not read any more once the last reader has left", async () => {
  let looks = 0;
  const stored = openStoredEvents(connection, log);
  const look = () => {
    looks += 1;
    return stored.look();
  };
  const tail = new EventTail({ stored: { ...stored, look }, log, everyMs: 1, lingerMs: 0 });
  const [first, second] = [await follow(tail), await follow(tail)];
  await first.stop();
  const before = looks;
  await eventually(async () => (looks > before + 2 ? true : undefined), "it is read for the second one");
  await second.stop();
  let seen = -1;
  const isQuiet = async () => {
    const isSame = looks === seen;
    seen = looks;
    return isSame ? true : undefined;
  };
  await eventually(isQuiet, "it is not read any more");
});
