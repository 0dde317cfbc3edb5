import fc from "fast-check";
import { expect, test } from "vitest";
import { Overload, type Place, Workload } from "./workload.ts";

/** A workload with a clock that the test sets, and whose limit stays as it is. */
function workloadOf(max: number) {
  const refused: string[] = [];
  const clock = { now: 0 };
  const workload = new Workload({
    ...{ max, targetMs: 60_000, now: () => clock.now },
    onRefused: (reason) => void refused.push(reason),
  });
  return { workload, refused, clock };
}

const unavailable = expect.objectContaining({ code: "unavailable" });
const tooMany = expect.objectContaining({ code: "too-many-requests" });

test("a request above the limit is unavailable, until another request has ended", () => {
  const { workload, refused } = workloadOf(2);
  const first = workload.take("a");
  workload.take("b");
  expect(() => workload.take("c")).toThrow(unavailable);
  expect(() => workload.take("c")).toThrow(Overload);
  first.begin();
  expect(() => workload.take("c")).toThrow(unavailable);
  first.end();
  expect(() => workload.take("c")).not.toThrow();
  expect(refused).toEqual(["full", "full", "full"]);
});

test("a caller with half of the limit has no room for more, while others do", () => {
  const { workload, refused } = workloadOf(4);
  workload.take("modest").abandon();
  workload.take("greedy");
  workload.take("greedy");
  expect(() => workload.take("greedy")).toThrow(tooMany);
  expect(() => workload.take("modest")).not.toThrow();
  expect(refused).toEqual(["share"]);
});

test("a caller that was alone for ten seconds can have all places", () => {
  const { workload, clock } = workloadOf(4);
  workload.take("modest").abandon();
  clock.now = 10_001;
  for (let taken = 0; taken < 4; taken++) workload.take("greedy");
  expect(() => workload.take("greedy")).toThrow(unavailable);
});

test("a caller that was refused counts: whoever has all places leaves it room as its requests end", () => {
  const { workload } = workloadOf(4);
  const places = [1, 2, 3, 4].map(() => workload.take("greedy"));
  for (const place of places) place.begin();
  expect(() => workload.take("modest")).toThrow(unavailable);
  places[0]?.end();
  expect(() => workload.take("greedy")).toThrow(tooMany);
  expect(() => workload.take("modest")).not.toThrow();
});

test("half of the limit is half of one that has fallen", () => {
  const clock = { now: 0 };
  const workload = new Workload({ max: 40, targetMs: 1, now: () => clock.now, onRefused: () => {} });
  const slow = Array.from({ length: 20 }, () => workload.take("slow"));
  for (const place of slow) place.begin();
  clock.now = 1_000;
  for (const place of slow) place.end();
  clock.now = 2_000;
  const others = Array.from({ length: 5 }, () => workload.take("greedy"));
  expect([workload.limit, others.length]).toEqual([10, 5]);
  expect(() => workload.take("greedy")).toThrow(tooMany);
  expect(() => workload.take("modest")).not.toThrow();
});

test("a request that ends before all of it has arrived leaves its place, and one that is worked on keeps it", () => {
  const { workload } = workloadOf(2);
  const [arriving, working] = [workload.take("a"), workload.take("b")];
  working.begin();
  arriving.abandon();
  working.abandon();
  expect(workload.underWay).toBe(1);
});

test("a request that arrives slowly loses its place, and takes another one when it has arrived", () => {
  const { workload, clock } = workloadOf(2);
  const slow = workload.take("slow");
  clock.now = 1_000;
  const other = workload.take("other");
  expect(workload.underWay).toBe(1);
  slow.begin();
  expect(workload.underWay).toBe(2);
  slow.end();
  other.abandon();
  expect(workload.underWay).toBe(0);
});

test("a request that arrives slowly is refused if there is no place left when it has arrived", () => {
  const { workload, clock } = workloadOf(2);
  const slow = workload.take("slow");
  clock.now = 1_000;
  const others = [workload.take("a"), workload.take("b")];
  expect(() => slow.begin()).toThrow(unavailable);
  slow.abandon();
  expect(workload.underWay).toBe(others.length);
});

test("a refusal costs no stack trace", () => {
  const { workload } = workloadOf(1);
  workload.take("a");
  const refusals = [1, 2].map(() => {
    try {
      return workload.take("b");
    } catch (error) {
      return error;
    }
  });
  expect(refusals[0]).toBe(refusals[1]);
});

test("in any order of events, no more than the limit are under way, and all places are left in the end", () => {
  const step = fc.record({
    caller: fc.constantFrom("a", "b", "c"),
    event: fc.constantFrom("take", "take", "begin", "end", "abandon"),
    index: fc.nat(9),
    afterMs: fc.nat(500),
  });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 6 }), fc.array(step, { maxLength: 60 }), (max, steps) => {
      const { workload, clock } = workloadOf(max);
      const places: Place[] = [];
      for (const { caller, event, index, afterMs } of steps) {
        clock.now += afterMs;
        try {
          if (event === "take") places.push(workload.take(caller));
          else places[index % places.length]?.[event]();
        } catch (error) {
          expect(error).toBeInstanceOf(Overload);
        }
        expect(workload.underWay).toBeLessThanOrEqual(max);
        expect(workload.underWay).toBeGreaterThanOrEqual(0);
      }
      for (const place of places) {
        place.end();
        place.abandon();
      }
      expect(workload.underWay).toBe(0);
    }),
  );
});
