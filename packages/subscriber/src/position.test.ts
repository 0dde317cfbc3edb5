import { expect, test } from "vitest";
import type { ConsumerFacts } from "./connection.ts";
import { beginningOf, Position } from "./position.ts";

const created = "2026-11-20T12:00:00Z";

function consumer(facts: Partial<ConsumerFacts> = {}): ConsumerFacts {
  const none = { stream_seq: 0 };
  return { created, config: {}, delivered: none, ack_floor: none, num_ack_pending: 0, ...facts };
}

test("goes on after the last message, when all are finished", () => {
  const position = new Position(consumer({ delivered: { stream_seq: 4 } }));
  expect(position.next).toBe(5);
  position.begin(7);
  position.finish(7);
  expect(position.next).toBe(8);
});

test("goes on with the first message that is not finished", () => {
  const position = new Position(consumer());
  for (const sequence of [1, 2, 3]) position.begin(sequence);
  position.finish(1);
  position.finish(3);
  expect(position.next).toBe(2);
});

test("goes on with what was delivered before and not acknowledged", () => {
  const facts = { delivered: { stream_seq: 9 }, ack_floor: { stream_seq: 6 }, num_ack_pending: 2 };
  expect(new Position(consumer(facts)).next).toBe(7);
});

test.each([
  [{ deliver_policy: "all" }, undefined],
  [{ deliver_policy: "by_start_sequence", opt_start_seq: 5 }, undefined],
  [{ deliver_policy: "new" }, new Date(created)],
  [
    { deliver_policy: "by_start_time", opt_start_time: "2026-11-01T00:00:00Z" },
    new Date("2026-11-01T00:00:00Z"),
  ],
])("a consumer with %j began at %s", (config, began) => {
  expect(beginningOf(consumer({ config }))).toEqual(began);
});
