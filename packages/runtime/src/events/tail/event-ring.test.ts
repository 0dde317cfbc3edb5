import fc from "fast-check";
import { expect, test } from "vitest";
import { EventRing } from "./event-ring.ts";

const limits = { maxEvents: 3, maxLength: 100 };
const event = (sequence: number, org = "acmecorp", text = "{}") => ({ sequence, org, text });
const numbersAfter = (ring: EventRing, sequence: number, org = "acmecorp") =>
  ring.after(sequence, org).map((each) => each.sequence);

test("a ring gives the events after a number, in order, and only those of the organization", () => {
  const ring = new EventRing(1, 6, limits);
  ring.push([event(7), event(8, "othercorp"), event(9)], 9);
  expect(numbersAfter(ring, 6)).toEqual([7, 9]);
  expect(numbersAfter(ring, 7)).toEqual([9]);
  expect(numbersAfter(ring, 6, "othercorp")).toEqual([8]);
  expect(numbersAfter(ring, 9)).toEqual([]);
});

test("the oldest events leave a ring that is full, by their number or by their length", () => {
  const ring = new EventRing(1, 0, limits);
  ring.push([event(1), event(2), event(3), event(4)], 5);
  expect([ring.from, ring.last]).toEqual([1, 5]);
  ring.push([event(6, "acmecorp", "x".repeat(97))], 6);
  expect(ring.from).toBe(3);
  expect(numbersAfter(ring, 3)).toEqual([4, 6]);
});

test("an event that is larger than a whole ring leaves it empty", () => {
  const ring = new EventRing(1, 0, limits);
  ring.push([event(1, "acmecorp", "x".repeat(101))], 1);
  expect([ring.from, ring.last, numbersAfter(ring, 1)]).toEqual([1, 1, []]);
});

test("whatever is pushed, a ring has every event of an organization after its beginning, within its limits", () => {
  const org = fc.constantFrom("acmecorp", "othercorp");
  const size = fc.integer({ min: 1, max: 60 });
  const batches = fc.array(fc.array(fc.record({ org, size, skipped: fc.nat(3) })), { maxLength: 10 });
  fc.assert(
    fc.property(batches, fc.nat(20), (pushed, since) => {
      const ring = new EventRing(1, 0, limits);
      const all = [];
      let sequence = 0;
      for (const batch of pushed) {
        const events = batch.map((each) => {
          sequence += 1 + each.skipped;
          return event(sequence, each.org, "x".repeat(each.size));
        });
        ring.push(events, sequence);
        all.push(...events);
      }
      const from = Math.max(since, ring.from);
      const wanted = all.filter((each) => each.sequence > from && each.org === "acmecorp");
      expect(ring.after(from, "acmecorp")).toEqual(wanted);
      const kept = all.filter((each) => each.sequence > ring.from);
      expect(kept.length).toBeLessThanOrEqual(limits.maxEvents);
      expect(kept.reduce((sum, each) => sum + each.text.length, 0)).toBeLessThanOrEqual(limits.maxLength);
    }),
  );
});
