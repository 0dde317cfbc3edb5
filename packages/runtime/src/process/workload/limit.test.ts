import { expect, test } from "vitest";
import { Limit } from "./limit.ts";

const settings = { max: 200, targetMs: 100 };

/**
 * A process that answers so many requests per second at most, each after `leastMs` at the earliest, while there are always
 * more requests than it may work on. Returns the limit after each second.
 */
function overloaded(limit: Limit, { perSecond, leastMs = 5, seconds = 10, from = 0 }: Machine) {
  const limits: number[] = [];
  const ends: { at: number; begunAt: number }[] = [];
  let lastEnd = from;
  for (let now = from; now < from + seconds * 1_000; now++) {
    for (let first = ends[0]; first !== undefined && first.at <= now; first = ends[0]) {
      limit.learn(first.begunAt, now - first.begunAt);
      ends.shift();
    }
    while (ends.length < limit.at(now, ends.length)) {
      lastEnd = Math.max(lastEnd + 1_000 / perSecond, now + leastMs);
      ends.push({ at: lastEnd, begunAt: now });
    }
    if ((now - from) % 1_000 === 999) limits.push(limit.at(now, ends.length));
  }
  return limits;
}

interface Machine {
  readonly perSecond: number;
  readonly leastMs?: number;
  readonly seconds?: number;
  readonly from?: number;
}

test("beyond its capacity, a process works on as many requests as it answers within the target", () => {
  // By Little's law, 800 per second within 100 ms are 80 under way.
  for (const limit of overloaded(new Limit(settings, 0), { perSecond: 800 }).slice(2)) {
    expect(limit).toBeGreaterThan(60);
    expect(limit).toBeLessThan(110);
  }
});

test("a process that answers all of the maximum within the target works on the maximum", () => {
  const limits = overloaded(new Limit(settings, 0), { perSecond: 4_000 });
  expect(limits.every((limit) => limit === 200)).toBe(true);
});

test("however slow the answers are, a quarter of the maximum is worked on", () => {
  expect(overloaded(new Limit(settings, 0), { perSecond: 20, seconds: 30 }).at(-1)).toBe(50);
});

test("when a process becomes quicker, its limit grows to the maximum within three seconds", () => {
  const limit = new Limit(settings, 0);
  overloaded(limit, { perSecond: 100 });
  expect(overloaded(limit, { perSecond: 4_000, from: 10_000, seconds: 3 }).at(-1)).toBe(200);
});

test("a second without any request ends what was learnt", () => {
  const limit = new Limit(settings, 0);
  overloaded(limit, { perSecond: 100 });
  expect(limit.at(10_000, 50)).toBe(50);
  expect(limit.at(12_000, 50)).toBe(50);
  expect(limit.at(13_000, 0)).toBe(200);
});

test("requests that began under an earlier limit tell nothing of the present one", () => {
  const limit = new Limit(settings, 0);
  for (let answer = 0; answer < 10; answer++) limit.learn(0, 250);
  expect(limit.at(300, 200)).toBe(100);
  for (let answer = 0; answer < 50; answer++) limit.learn(299, 400);
  expect(limit.at(500, 100)).toBe(100);
});

test("fewer slow requests than the limit lower it to their number", () => {
  const limit = new Limit(settings, 0);
  for (let answer = 0; answer < 10; answer++) limit.learn(0, 125);
  limit.at(50, 100);
  expect(limit.at(200, 20)).toBe(80);
});
