import { deadLetterStream, eventStream } from "@stagepass/contracts";
import type { NatsConnection } from "nats";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { type EventBus, startEventBus } from "../../../test/support/bus/event-bus.ts";
import { subscribe } from "./index.ts";

let bus: EventBus;
let administrator: NatsConnection;

beforeAll(async () => {
  bus = await startEventBus();
  administrator = await bus.connectAs("root");
});

afterAll(async () => {
  await administrator?.close();
  await bus?.stop();
});

type User = Parameters<EventBus["connectAs"]>[0];

/** The error that a subscription of a user throws. */
async function errorOf(on: EventBus, user: User = "subscriber", durable = "failing"): Promise<unknown> {
  const connection = await on.connectAs(user);
  onTestFinished(() => connection.close());
  const subscription = await subscribe(connection, { durable }, () => {}).catch((error: unknown) => error);
  return subscription;
}

describe("a subscription throws an error that says what to do", () => {
  test("a subscription throws jetstream-off if JetStream is not enabled", async () => {
    const without = await startEventBus({ jetStream: false });
    onTestFinished(() => without.stop());
    expect(await errorOf(without)).toMatchObject({
      code: "jetstream-off",
      message: expect.stringContaining("Switch it on"),
    });
  });

  test.each(["profiles", "safeguards"] as const)(
    "a subscription of the NATS user %s throws not-permitted",
    async (user) => {
      expect(await errorOf(bus, user)).toMatchObject({
        code: "not-permitted",
        message: expect.stringMatching(
          /may not publish \$JS\.EVENTS\.API\.\S+\. Connect as the user subscriber/,
        ),
      });
    },
  );

  test("a subscription ends with not-permitted once NATS denies its user the messages of its consumer", async () => {
    const connection = await bus.connectAs("unpermitted");
    onTestFinished(() => connection.close());
    const subscription = await subscribe(connection, { durable: "unreadable" }, () => {});
    expect(await subscription.closed).toMatchObject({
      code: "not-permitted",
      message: expect.stringContaining("$JS.EVENTS.API.CONSUMER.MSG.NEXT.STAGEPASS_EVENTS.unreadable"),
    });
  });

  test("a subscription throws consumer-differs for a durable that is a push consumer", async () => {
    const manager = await administrator.jetstreamManager();
    await manager.consumers.add(eventStream.name, { durable_name: "pushed", deliver_subject: "elsewhere" });
    expect(await errorOf(bus, "subscriber", "pushed")).toMatchObject({
      code: "consumer-differs",
      message: expect.stringContaining("nats consumer rm STAGEPASS_EVENTS pushed"),
    });
  });

  test.each([
    [
      { subjects: ["profiles.v1.*.*"] },
      /subjects must be \["\*\.v1\.\*\.\*"\] and is \["profiles\.v1\.\*\.\*"\]/,
      /stream edit/,
    ],
    [{ storage: "memory" as never }, /storage must be "file" and is "memory"/, /stream rm/],
    [{ retention: "interest" as never }, /retention must be "limits" and is "interest"/, /stream rm/],
  ])(
    "a subscription throws stream-differs if the stream is configured with %j",
    async (difference, says, remedy) => {
      const manager = await administrator.jetstreamManager();
      await manager.streams.delete(eventStream.name);
      await manager.streams.add({
        name: eventStream.name,
        subjects: [...eventStream.subjects],
        ...difference,
      });
      const error = await errorOf(bus);
      expect(error).toMatchObject({ code: "stream-differs", message: expect.stringMatching(says) });
      expect(error).toMatchObject({ message: expect.stringMatching(remedy) });
    },
  );

  test("a subscription throws stream-missing if there is no stream", async () => {
    const manager = await administrator.jetstreamManager();
    await manager.streams.delete(eventStream.name);
    await manager.streams.delete(deadLetterStream.name);
    expect(await errorOf(bus)).toMatchObject({
      code: "stream-missing",
      message: expect.stringContaining("start them"),
    });
  });
});
