import { eventStream, eventsJetStream } from "@stagepass/contracts";
import type { NatsConnection } from "nats";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type EventBus, startEventBus } from "../../../test/support/bus/event-bus.ts";
import { eventually } from "../../../test/support/eventually.ts";
import { type SubscribeOptions, type SubscriberNotice, type Subscription, subscribe } from "./index.ts";

const durable = "survivor";
let bus: EventBus;
let connection: NatsConnection;
let subscription: Subscription;
let ids: string[];
let notices: SubscriberNotice["kind"][];

beforeAll(async () => {
  bus = await startEventBus();
});

afterAll(() => bus?.stop());

beforeEach(async () => {
  connection = await bus.connectAs("subscriber");
  ids = [];
  notices = [];
});

afterEach(async () => {
  await subscription.stop();
  const manager = await connection.jetstreamManager(eventsJetStream);
  await manager.consumers.delete(eventStream.name, durable);
  await connection.close();
});

async function begin(options: Partial<SubscribeOptions> = {}): Promise<void> {
  subscription = await subscribe(
    connection,
    {
      durable,
      startAt: "new",
      ackWaitMs: 300,
      retryDelayMs: () => 20,
      onNotice: ({ kind }) => notices.push(kind),
      ...options,
    },
    ({ id }) => ids.push(id),
  );
}

const whenIds = (expected: string[]) =>
  eventually(async () => (ids.length >= expected.length ? ids : undefined), `${expected} arrive`);

describe("a subscription continues without losing or repeating an event", () => {
  test("a subscription continues when NATS is killed and comes back", async () => {
    await begin();
    await bus.announce("before-kill");
    await whenIds(["before-kill"]);
    await bus.kill();
    await eventually(async () => (notices.includes("interrupted") ? true : undefined), "it is told");
    await bus.start();
    await bus.announce("after-kill");
    expect(await whenIds(["before-kill", "after-kill"])).toEqual(["before-kill", "after-kill"]);
    expect(notices).toEqual(["interrupted", "resumed"]);
  });

  test("a subscription continues when its consumer is deleted", async () => {
    await begin();
    await bus.announce("before-deletion");
    await whenIds(["before-deletion"]);
    const manager = await connection.jetstreamManager(eventsJetStream);
    await manager.consumers.delete(eventStream.name, durable);
    await bus.announce("after-deletion");
    expect(await whenIds(["1", "2"])).toEqual(["before-deletion", "after-deletion"]);
  });

  test("a subscription continues when its consumer is deleted before the first event", async () => {
    await begin();
    const manager = await connection.jetstreamManager(eventsJetStream);
    await manager.consumers.delete(eventStream.name, durable);
    await bus.announce("first-of-all");
    expect(await whenIds(["1"])).toEqual(["first-of-all"]);
  });

  test("a subscription continues when the stream is lost and filled again", async () => {
    const longAgo = new Date("2026-11-01T00:00:00Z");
    await bus.announce("older-than-it", { time: longAgo });
    await begin();
    await bus.announce("before-loss");
    await whenIds(["before-loss"]);
    await bus.kill();
    await bus.loseStore();
    await bus.start();
    await bus.makeStreams();
    // Publishes again everything that the stream should hold, with the same ids, as the relay does.
    await bus.announce("older-than-it", { time: longAgo });
    for (const id of ["before-loss", "during-loss", "after-loss"]) await bus.announce(id);
    expect(await whenIds(["1", "2", "3"])).toEqual(["before-loss", "during-loss", "after-loss"]);
  });

  test("a subscription continues when an event was waiting for its next try", async () => {
    let working = false;
    const tried: string[] = [];
    subscription = await subscribe(
      connection,
      { durable, startAt: "new", retryDelayMs: () => 200, maxDeliveries: 100 },
      ({ id }) => {
        tried.push(id);
        if (!working) throw new Error("not now");
        ids.push(id);
      },
    );
    await bus.announce("waiting");
    await bus.announce("behind-it");
    await eventually(async () => (tried.length > 0 ? true : undefined), "it is tried");
    const manager = await connection.jetstreamManager(eventsJetStream);
    await manager.consumers.delete(eventStream.name, durable);
    working = true;
    expect(await whenIds(["1", "2"])).toEqual(["waiting", "behind-it"]);
  });
});
