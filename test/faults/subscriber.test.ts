import { setTimeout as wait } from "node:timers/promises";
import { deadLetterStream, eventsJetStream } from "@stagepass/contracts";
import { type EventHandler, type SubscribeOptions, subscribe } from "@stagepass/subscriber";
import { expect, onTestFinished, test } from "vitest";
import { connectAs } from "../support/bus/event-log.ts";
import { eventually } from "../support/eventually.ts";
import { readFacts } from "./facts.ts";
import { useFaults } from "./use-faults.ts";

const faults = useFaults();
const types = ["profiles.v1.profile.created", "profiles.v1.profile.updated"] as const;
type Type = (typeof types)[number];

/** Starts a subscriber to changes of profiles that records the events it has handled. */
async function follow(
  durable: string,
  { handler = () => {}, ...options }: Partial<SubscribeOptions<Type>> & { handler?: EventHandler<Type> } = {},
) {
  const connection = await connectAs(faults.system.natsUrl);
  onTestFinished(() => connection.close());
  const handled: string[] = [];
  const subscription = await subscribe(connection, { durable, types, ...options }, async (event, context) => {
    await handler(event, context);
    handled.push(event.id);
  });
  return { handled, stop: () => subscription.stop() };
}

/** Returns the ids of all changes of profiles, in the order of the stream. */
async function published(): Promise<string[]> {
  const { events } = await readFacts(faults.system);
  return events.filter(({ type }) => types.some((each) => each === type)).map(({ id }) => id);
}

const arrives = (handled: readonly string[], count: number) =>
  eventually(async () => (handled.length >= count ? true : undefined), `${count} events are handled`);

test("a slow subscriber gets every event in order, and delays nobody", async () => {
  const subscriber = await follow("slow", { handler: () => wait(5) });
  await faults.underLoad((load) => load.acknowledges(50));
  await faults.losesNothing();
  const events = await published();
  await arrives(subscriber.handled, events.length);
  expect(subscriber.handled).toEqual(events);
});

test("a subscriber that throws gets the event again, and then all others in order", async () => {
  const failures = new Map<string, number>();
  const handler: EventHandler<Type> = ({ id, data }) => {
    const failed = failures.get(id) ?? 0;
    if (data.version % 7 !== 0 || failed === 2) return;
    failures.set(id, failed + 1);
    throw new Error("not now");
  };
  const subscriber = await follow("failing", { handler, retryDelayMs: () => 1 });
  await faults.underLoad((load) => load.acknowledges(40));
  await faults.losesNothing();
  const events = await published();
  await arrives(subscriber.handled, events.length);
  expect(subscriber.handled).toEqual(events);
  expect(failures.size).toBeGreaterThan(0);
});

test("an event that a subscriber can never handle becomes a dead letter, and the others arrive", async () => {
  const [poison = ""] = await published();
  const handler: EventHandler<Type> = ({ id }) => {
    if (id === poison) throw new Error("never");
  };
  const subscriber = await follow("poisoned", { handler, maxDeliveries: 3, retryDelayMs: () => 1 });
  await faults.underLoad((load) => load.acknowledges(20));
  await faults.losesNothing();
  const events = await published();
  await arrives(subscriber.handled, events.length - 1);
  expect(subscriber.handled).toEqual(events.filter((id) => id !== poison));
  expect(await deadLetters("poisoned")).toEqual([poison]);
});

test("a subscriber gets, in order, the events that it missed while it was stopped", async () => {
  const before = await follow("away");
  await arrives(before.handled, (await published()).length);
  await before.stop();
  await faults.underLoad((load) => load.acknowledges(15));
  await faults.losesNothing();
  const after = await follow("away");
  const events = await published();
  await arrives(after.handled, events.length - before.handled.length);
  expect([...before.handled, ...after.handled]).toEqual(events);
});

async function deadLetters(durable: string): Promise<unknown[]> {
  const connection = await connectAs(faults.system.natsUrl);
  const consumer = await connection.jetstream(eventsJetStream).consumers.get(deadLetterStream.name);
  const messages = await consumer.fetch({ max_messages: 10, expires: 1_000 });
  const ids: unknown[] = [];
  for await (const message of messages) {
    const letter = message.json<{ durable: string; message: string }>();
    if (letter.durable === durable) ids.push(JSON.parse(letter.message).id);
  }
  await connection.close();
  return ids;
}
