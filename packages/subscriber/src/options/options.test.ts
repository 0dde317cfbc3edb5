import { expect, test } from "vitest";
import { type SubscribeOptions, settingsFrom } from "./options.ts";

test.each<[Partial<SubscribeOptions>, RegExp]>([
  [{ durable: "a.b" }, /cannot name a durable/],
  [{ types: [] }, /No event type is named/],
  [{ concurrency: 0 }, /concurrency must be a whole number from 1/],
  [{ maxDeliveries: 1.5 }, /maxDeliveries must be/],
  [{ handlerTimeoutMs: Number.POSITIVE_INFINITY }, /handlerTimeoutMs must be/],
  [{ ackWaitMs: 2 ** 31 }, /ackWaitMs must be/],
  [{ startAt: new Date("yesterday") }, /startAt is not a valid time/],
])("the options %j are invalid, which is checked before NATS is used", (options, says) => {
  expect(() => settingsFrom({ durable: "a", ...options })).toThrow(says);
});

test("with the default options, an event is tried for about four minutes", () => {
  const { maxDeliveries, retryDelayMs } = settingsFrom({ durable: "a" });
  const waits = Array.from({ length: maxDeliveries - 1 }, (_, index) => retryDelayMs(index + 1));
  expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000]);
});
