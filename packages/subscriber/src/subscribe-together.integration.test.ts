import { eventStream, eventsJetStream } from "@stagepass/contracts";
import type { NatsConnection } from "nats";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { type EventBus, startEventBus } from "../../../test/support/bus/event-bus.ts";
import { eventually } from "../../../test/support/eventually.ts";
import {
  type SubscriberNotice,
  type Subscription,
  subscribeTogether,
  type TogetherHandler,
  type TogetherOptions,
} from "./index.ts";

let bus: EventBus;
let connection: NatsConnection;
let subscriptions: Subscription[];
let tests = 0;
let durable: string;

beforeAll(async () => {
  bus = await startEventBus();
});

afterAll(() => bus?.stop());

beforeEach(async () => {
  durable = `together-${tests++}`;
  subscriptions = [];
  connection = await bus.connectAs("subscriber");
});

afterEach(async () => {
  for (const subscription of subscriptions) await subscription.stop();
  await connection.close();
});

const settings = () => ({ durable, startAt: "new", concurrency: 3, gatherMs: 100 }) as const;

async function begin(handler: TogetherHandler, options: Partial<TogetherOptions> = {}): Promise<void> {
  const all = { ...settings(), retryDelayMs: () => 20, ...options };
  subscriptions.push(await subscribeTogether(connection, all, handler));
}

const announceAll = (ids: readonly string[]) => Promise.all(ids.map((id) => bus.announce(id)));

/** The ids of the events of each call of a handler. */
function noting() {
  const calls: string[][] = [];
  const note: TogetherHandler = (events) => void calls.push(events.map(({ id }) => id).sort());
  return { calls, note };
}

/** Waits until every event is acknowledged. */
async function whenDone(): Promise<void> {
  const manager = await connection.jetstreamManager(eventsJetStream);
  await eventually(async () => {
    const { num_ack_pending, num_pending, delivered } = await manager.consumers.info(
      eventStream.name,
      durable,
    );
    return delivered.consumer_seq > 0 && num_ack_pending + num_pending === 0 ? true : undefined;
  }, "every event is acknowledged");
}

test("events are handled together, as many as may be handled at once, and are all acknowledged", async () => {
  const { calls, note } = noting();
  await begin(note, { gatherMs: 60_000 });
  await announceAll(["a", "b", "c", "d", "e", "f"]);
  await whenDone();
  expect(calls.map(({ length }) => length)).toEqual([3, 3]);
  expect(calls.flat().sort()).toEqual(["a", "b", "c", "d", "e", "f"]);
});

test("fewer events than may be handled at once are handled after gatherMs", async () => {
  const { calls, note } = noting();
  await begin(note);
  await announceAll(["alone-1", "alone-2"]);
  await whenDone();
  expect(calls.flat().sort()).toEqual(["alone-1", "alone-2"]);
});

test("of events that a handler failed on together, only those that it fails on by themselves come again", async () => {
  const { calls, note } = noting();
  const notices: SubscriberNotice[] = [];
  let failures = 0;
  const handler: TogetherHandler = (events, context) => {
    note(events, context);
    if (events.some(({ id }) => id === "bad") && ++failures <= 3) throw new Error("not yet");
  };
  await begin(handler, { gatherMs: 60_000, onNotice: (notice) => void notices.push(notice) });
  await announceAll(["good-1", "bad", "good-2"]);
  await whenDone();
  expect(notices.map((notice) => notice.kind === "retrying" && notice.event.id)).toEqual(["bad", "bad"]);
  const timesHandled = (id: string) => calls.filter((call) => call.includes(id)).length;
  expect(["good-1", "good-2"].map(timesHandled)).toEqual([2, 2]);
});

test("a handler gets an event that was published twice once", async () => {
  const { calls, note } = noting();
  await begin(note, { gatherMs: 60_000 });
  await bus.announce("twice", { messageId: "twice-1" });
  await bus.announce("twice", { messageId: "twice-2" });
  await bus.announce("once");
  await whenDone();
  expect(calls).toEqual([["once", "twice"]]);
});

test("a message that is no event becomes a dead letter, and the events beside it are handled", async () => {
  const { calls, note } = noting();
  const notices: SubscriberNotice["kind"][] = [];
  await begin(note, { gatherMs: 60_000, onNotice: ({ kind }) => void notices.push(kind) });
  const administrator = await bus.connectAs("root");
  await administrator.jetstream().publish("profiles.v1.profile.updated", "{");
  await administrator.close();
  await announceAll(["beside-1", "beside-2"]);
  await whenDone();
  expect(calls).toEqual([["beside-1", "beside-2"]]);
  expect(notices).toEqual(["dead-lettered"]);
});

test("events are delivered again whose process ended before they were handled, or only gathered", async () => {
  const dying = await bus.connectAs("subscriber");
  let isCalled = false;
  const options = { ...settings(), concurrency: 2, ackWaitMs: 200 };
  await subscribeTogether(dying, options, () => {
    isCalled = true;
    return new Promise(() => {});
  });
  await announceAll(["interrupted-1", "interrupted-2", "waiting"]);
  await eventually(async () => (isCalled ? true : undefined), "the handler is called");
  await dying.close();
  const { calls, note } = noting();
  await begin(note, { concurrency: 2, ackWaitMs: 200 });
  await whenDone();
  expect([...new Set(calls.flat())].sort()).toEqual(["interrupted-1", "interrupted-2", "waiting"]);
});

test("an event that was gathered when the subscription is stopped is still handled", async () => {
  const { calls, note } = noting();
  const gathering = await subscribeTogether(connection, settings(), note);
  await bus.announce("last");
  const manager = await connection.jetstreamManager(eventsJetStream);
  await eventually(async () => {
    const { delivered } = await manager.consumers.info(eventStream.name, durable);
    return delivered.consumer_seq > 0 ? true : undefined;
  }, "it is delivered");
  await gathering.stop();
  await whenDone();
  expect(calls).toEqual([["last"]]);
});
