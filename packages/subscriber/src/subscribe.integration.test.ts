import { deadLetterStream, eventStream, eventsJetStream } from "@stagepass/contracts";
import type { NatsConnection } from "nats";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type EventBus, startEventBus } from "../../../test/support/bus/event-bus.ts";
import { eventually } from "../../../test/support/eventually.ts";
import {
  DeadLetter,
  type EventHandler,
  type EventType,
  type SubscribeOptions,
  type SubscriberNotice,
  type Subscription,
  subscribe,
} from "./index.ts";

let bus: EventBus;
let administrator: NatsConnection;
let connection: NatsConnection;
let subscriptions: Subscription[];
let tests = 0;
let durable: string;

beforeAll(async () => {
  bus = await startEventBus();
  administrator = await bus.connectAs("root");
});

afterAll(async () => {
  await administrator?.close();
  await bus?.stop();
});

beforeEach(async () => {
  durable = `test-${tests++}`;
  subscriptions = [];
  connection = await bus.connectAs("subscriber");
});

afterEach(async () => {
  for (const subscription of subscriptions) await subscription.stop();
  await connection.close();
});

/** Subscribes to new events, with delays that suit a test. */
async function begin<T extends EventType>(
  handler: EventHandler<T>,
  options: Partial<SubscribeOptions<T>> = {},
): Promise<Subscription> {
  const subscription = await subscribe<T>(
    connection,
    { durable, startAt: "new", retryDelayMs: () => 20, ...options },
    handler,
  );
  subscriptions.push(subscription);
  return subscription;
}

/** A handler that records the ids of its events. */
function noting() {
  const ids: string[] = [];
  const whenNoted = (id: string) =>
    eventually(async () => (ids.includes(id) ? ids : undefined), `${id} arrives`);
  return { ids, whenNoted, note: ({ id }: { id: string }) => void ids.push(id) };
}

/** The state of the consumer, once all its messages are handled. */
const whenDone = async () => {
  const manager = await connection.jetstreamManager(eventsJetStream);
  await eventually(async () => {
    const { num_ack_pending, num_pending } = await manager.consumers.info(eventStream.name, durable);
    return num_ack_pending + num_pending === 0 ? true : undefined;
  }, "every event is acknowledged");
};

/** The dead letters of this test's durable, once there are as many as expected. */
async function whenDeadLetters(count: number): Promise<DeadLetter[]> {
  const consumer = await administrator
    .jetstream()
    .consumers.get(deadLetterStream.name, { filterSubjects: [`dead-letter.${durable}`] });
  const letters: DeadLetter[] = [];
  const messages = await consumer.consume();
  for await (const message of messages) {
    letters.push(DeadLetter.parse(message.json()));
    if (letters.length === count) break;
  }
  return letters;
}

describe("a handler", () => {
  test("the handler receives each event in order, parsed and typed by its contract", async () => {
    const seen: unknown[] = [];
    await begin<"profiles.v1.profile.updated" | "profiles.v1.stage.mapped">((event) => {
      switch (event.type) {
        case "profiles.v1.profile.updated":
          return seen.push(event.data.version);
        case "profiles.v1.stage.mapped":
          return seen.push(event.data.stage);
      }
    });
    await bus.announce("typed-1");
    await bus.announce("typed-2", { type: "profiles.v1.stage.mapped" });
    await whenDone();
    expect(seen).toEqual([8, "prod"]);
  });

  test("the handler receives no event of another type or organization", async () => {
    const { ids, note, whenNoted } = noting();
    await begin(note, { types: ["profiles.v1.profile.created"], org: "acmecorp" });
    await bus.announce("other-type");
    await bus.announce("other-org", { type: "profiles.v1.profile.created", data: { org: "othercorp" } });
    await bus.announce("wanted", { type: "profiles.v1.profile.created" });
    await whenNoted("wanted");
    await whenDone();
    expect(ids).toEqual(["wanted"]);
  });

  test("a handler that takes longer than ackWaitMs is called once and can finish", async () => {
    const { ids, note } = noting();
    await begin(
      async (event) => {
        note(event);
        await new Promise((resolve) => setTimeout(resolve, 700));
      },
      { ackWaitMs: 200 },
    );
    await bus.announce("slow");
    await eventually(async () => (ids.length > 0 ? true : undefined), "the handler is called");
    await whenDone();
    expect(ids).toEqual(["slow"]);
  });

  test("a handler that throws is called again before any later event", async () => {
    const deliveries: string[] = [];
    await begin(({ id }, { delivery }) => {
      deliveries.push(`${id}:${delivery}`);
      if (id === "fails-twice" && delivery <= 2) throw new Error("not yet");
    });
    await bus.announce("fails-twice");
    await bus.announce("after-it");
    await eventually(async () => (deliveries.length === 4 ? true : undefined), "four deliveries");
    await whenDone();
    expect(deliveries).toEqual(["fails-twice:1", "fails-twice:2", "fails-twice:3", "after-it:1"]);
  });

  test("a handler that never returns counts as failed, its signal is aborted, and later events are handled", async () => {
    const { ids, note, whenNoted } = noting();
    let told = 0;
    await begin(
      (event, { signal }) => {
        if (event.id !== "endless") return note(event);
        signal.addEventListener("abort", () => told++);
        return new Promise(() => {});
      },
      { handlerTimeoutMs: 50, maxDeliveries: 2 },
    );
    await bus.announce("endless");
    await bus.announce("after-endless");
    await whenNoted("after-endless");
    expect(ids).toEqual(["after-endless"]);
    expect(told).toBe(2);
  });

  test("the handler is called once for an event that was published twice", async () => {
    const { ids, note, whenNoted } = noting();
    await begin(note);
    await bus.announce("twice", { messageId: "twice-a" });
    await bus.announce("twice", { messageId: "twice-b" });
    await bus.announce("once");
    await whenNoted("once");
    expect(ids).toEqual(["twice", "once"]);
  });

  test("the handler is called again if its process ended before it had finished", async () => {
    const { ids, note, whenNoted } = noting();
    const dying = await bus.connectAs("subscriber");
    await subscribe(dying, { durable, startAt: "new", ackWaitMs: 200 }, (event) => {
      note(event);
      return new Promise(() => {});
    });
    await bus.announce("interrupted");
    await whenNoted("interrupted");
    await dying.close();
    const deliveries: number[] = [];
    await begin((_event, { delivery }) => void deliveries.push(delivery), { ackWaitMs: 200 });
    await eventually(async () => (deliveries.length > 0 ? true : undefined), "it is delivered again");
    await whenDone();
    expect(deliveries).toEqual([2]);
    expect(ids).toEqual(["interrupted"]);
  });
});

describe("dead letters", () => {
  test("an event that is given up is kept with its error and its deliveries, and the next event is handled", async () => {
    const { whenNoted, note } = noting();
    const notices: SubscriberNotice["kind"][] = [];
    await begin(
      (event) => {
        if (event.id === "hopeless") throw new Error("no such table");
        note(event);
      },
      { maxDeliveries: 3, onNotice: ({ kind }) => notices.push(kind) },
    );
    await bus.announce("hopeless");
    await bus.announce("after-hopeless");
    await whenNoted("after-hopeless");
    const [letter] = await whenDeadLetters(1);
    expect(letter).toMatchObject({
      durable,
      subject: "profiles.v1.profile.updated",
      deliveries: 3,
      error: "no such table",
    });
    expect(JSON.parse(letter?.message ?? "")).toMatchObject({ id: "hopeless", data: { profile: "prod" } });
    expect(notices).toEqual(["retrying", "retrying", "dead-lettered"]);
  });

  test("a dead letter is kept even if the stream has another message with its id", async () => {
    const { note, whenNoted } = noting();
    const failing = (event: { id: string }) => {
      if (event.id === "disputed") throw new Error("no such table");
      note(event);
    };
    await begin(failing, { maxDeliveries: 1 });
    const taken = { msgID: `${durable}:disputed` };
    await connection.jetstream(eventsJetStream).publish("dead-letter.somebody", "{}", taken);
    await bus.announce("disputed");
    await bus.announce("after-disputed");
    await whenNoted("after-disputed");
    expect(await whenDeadLetters(1)).toMatchObject([{ durable, error: "no such table" }]);
  });

  test.each([
    ["no JSON", "{", "not JSON"],
    ["no CloudEvent", '{"specversion":"1.0"}', "not a CloudEvent"],
    ["another event's type", envelope({ type: "profiles.v1.org.created" }), "its type is"],
    ["data that break the contract", envelope({ data: { org: "acmecorp" } }), "$.data.by"],
  ])("a message with %s becomes a dead letter at the first delivery", async (_what, payload, error) => {
    const { ids, note, whenNoted } = noting();
    await begin(note);
    await administrator.jetstream().publish("profiles.v1.profile.updated", payload);
    await bus.announce(`after-poison-${tests}`);
    await whenNoted(`after-poison-${tests}`);
    const [letter] = await whenDeadLetters(1);
    expect(letter).toMatchObject({ deliveries: 1, message: payload });
    expect(letter?.error).toContain(error);
    expect(ids).toHaveLength(1);
  });

  test("an event is not given up while the dead-letter stream rejects its letter", async () => {
    const manager = await administrator.jetstreamManager();
    await manager.streams.delete(deadLetterStream.name);
    const notices: SubscriberNotice["kind"][] = [];
    const failing = () => {
      throw new Error("no such table");
    };
    await begin(failing, { maxDeliveries: 1, onNotice: ({ kind }) => notices.push(kind) });
    await bus.announce("kept");
    await eventually(async () => (notices.length > 1 ? true : undefined), "it is tried again");
    expect(new Set(notices)).toEqual(new Set(["dead-letter-refused"]));
    await bus.makeStreams();
    expect(await whenDeadLetters(1)).toMatchObject([{ subject: "profiles.v1.profile.updated" }]);
    await whenDone();
  });
});

describe("a subscription", () => {
  test("a subscription continues where it was stopped", async () => {
    const before = noting();
    const first = await begin(before.note);
    await bus.announce("before-stop");
    await before.whenNoted("before-stop");
    await first.stop();
    for (const id of ["away-1", "away-2", "away-3"]) await bus.announce(id);
    const after = noting();
    await begin(after.note);
    await after.whenNoted("away-3");
    expect([...before.ids, ...after.ids]).toEqual(["before-stop", "away-1", "away-2", "away-3"]);
  });

  test("a subscription reports that its durable followed other types until now", async () => {
    const first = await begin(() => {}, { types: ["profiles.v1.profile.created"] });
    await first.stop();
    const notices: SubscriberNotice[] = [];
    const types = ["profiles.v1.profile.updated"] as const;
    await begin(() => {}, { types, onNotice: (notice) => notices.push(notice) });
    expect(notices).toEqual([{ kind: "types-changed", from: ["profiles.v1.profile.created"], to: types }]);
  });

  test("stop() waits until the events under way are handled and acknowledged, and takes no more", async () => {
    const { ids, note, whenNoted } = noting();
    let finish = () => {};
    const subscription = await begin((event) => {
      note(event);
      return new Promise<void>((resolve) => {
        finish = resolve;
      });
    });
    await bus.announce("under-way");
    await bus.announce("left-for-later");
    await whenNoted("under-way");
    const stopped = subscription.stop();
    finish();
    await stopped;
    expect(await subscription.closed).toBeUndefined();
    expect(ids).toEqual(["under-way"]);
    const rest = noting();
    await begin(rest.note);
    await rest.whenNoted("left-for-later");
    expect(rest.ids).toEqual(["left-for-later"]);
  });

  test("a subscription asks the store in its options which events were handled", async () => {
    const handled = new Set(["known"]);
    const { ids, note, whenNoted } = noting();
    await begin(note, { seen: { has: (id) => handled.has(id), add: (id) => void handled.add(id) } });
    await bus.announce("known");
    await bus.announce("unknown");
    await whenNoted("unknown");
    await whenDone();
    expect(ids).toEqual(["unknown"]);
    expect(handled).toContain("unknown");
  });

  test("a subscription with a concurrency above 1 handles several events at once", async () => {
    let [running, most] = [0, 0];
    await begin(
      async () => {
        most = Math.max(most, ++running);
        await eventually(async () => (most === 4 ? true : undefined), "four run at once");
        running--;
      },
      { concurrency: 4 },
    );
    for (let n = 0; n < 8; n++) await bus.announce(`parallel-${n}`);
    await eventually(async () => (most === 4 ? true : undefined), "four run at once");
    await whenDone();
    expect(most).toBe(4);
  });

  test("a subscription changes an existing consumer to the options of now", async () => {
    const first = await begin(() => {}, { types: ["profiles.v1.profile.created"] });
    await first.stop();
    const { note, whenNoted } = noting();
    await begin(note, { types: ["profiles.v1.profile.deleted", "profiles.v1.org.created"] });
    await bus.announce("new-type", { type: "profiles.v1.profile.deleted" });
    expect(await whenNoted("new-type")).toEqual(["new-type"]);
  });

  test("a subscription with a new durable begins with all events in the stream", async () => {
    await bus.announce("long-ago", { type: "profiles.v1.app.deleted" });
    const { note, whenNoted } = noting();
    await begin(note, { startAt: "all", types: ["profiles.v1.app.deleted"] });
    expect(await whenNoted("long-ago")).toEqual(["long-ago"]);
  });

  test("a subscription ends with an error when its connection is closed", async () => {
    const other = await bus.connectAs("subscriber");
    const subscription = await subscribe(other, { durable }, () => {});
    await other.close();
    expect(await subscription.closed).toMatchObject({ code: "closed" });
  });
});

/** An event in JSON, in which `wrong` replaces some fields. */
function envelope(wrong: object): string {
  return JSON.stringify({
    ...{ specversion: "1.0", id: "poison", source: "/stagepass/profiles", subject: "acmecorp/profiles/prod" },
    ...{ type: "profiles.v1.profile.updated", time: "2026-11-20T12:00:00.000Z" },
    ...{ datacontenttype: "application/json", data: {}, ...wrong },
  });
}
