import { DeliverPolicy } from "nats";
import { expect, test } from "vitest";
import { beginningOf, Position, type Progress } from "./position.ts";

const created = "2026-11-20T12:00:00Z";

function at(streamSequence: number) {
  return { consumer_seq: streamSequence, stream_seq: streamSequence, last_active: 0 };
}

function progress(facts: Partial<Progress> = {}): Progress {
  return { delivered: at(0), ack_floor: at(0), num_ack_pending: 0, ...facts };
}

test("a subscriber that has finished all messages continues after the last one", () => {
  const position = new Position(progress({ delivered: at(4) }));
  expect(position.next).toBe(5);
  position.begin(7);
  position.finish(7);
  expect(position.next).toBe(8);
});

test("a subscriber continues with the first message that it has not finished", () => {
  const position = new Position(progress());
  for (const sequence of [1, 2, 3]) position.begin(sequence);
  position.finish(1);
  position.finish(3);
  expect(position.next).toBe(2);
});

test("a subscriber continues with a message that was delivered earlier and not acknowledged", () => {
  const facts = { delivered: at(9), ack_floor: at(6), num_ack_pending: 2 };
  expect(new Position(progress(facts)).next).toBe(7);
});

test.each([
  [{ deliver_policy: DeliverPolicy.All }, undefined],
  [{ deliver_policy: DeliverPolicy.StartSequence }, undefined],
  [{ deliver_policy: DeliverPolicy.New }, new Date(created)],
  [
    { deliver_policy: DeliverPolicy.StartTime, opt_start_time: "2026-11-01T00:00:00Z" },
    new Date("2026-11-01T00:00:00Z"),
  ],
])("beginningOf a consumer with %j is %s", (config, began) => {
  expect(beginningOf({ created, config })).toEqual(began);
});
