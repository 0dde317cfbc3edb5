import { expect, test } from "vitest";
import type { Outcome } from "./order.ts";
import { recoverySeconds, summarize } from "./summary.ts";

const second = { fromMs: 1_000, toMs: 2_000 };

test("a time has the requests that were due in it, whenever they were answered", () => {
  const outcomes: Outcome[] = [
    { dueMs: 999, tookMs: 5, status: 200 },
    { dueMs: 1_000, tookMs: 4_000, status: 200 },
    { dueMs: 1_999, tookMs: 10, status: 200 },
    { dueMs: 2_000, tookMs: 5, status: 200 },
  ];
  expect(summarize(outcomes, second)).toMatchObject({ offeredPerSecond: 2, p50Ms: 4_000 });
});

test("only right answers are goodput, and refusals have a time of their own", () => {
  const outcomes: Outcome[] = [
    { dueMs: 1_100, tookMs: 50, status: 200 },
    { dueMs: 1_200, tookMs: 2, status: 503 },
    { dueMs: 1_300, tookMs: 3, status: 429 },
    { dueMs: 1_400, tookMs: 9, status: "not sent" },
    { dueMs: 1_500, tookMs: 9, status: "wrong" },
  ];
  expect(summarize(outcomes, second)).toMatchObject({
    offeredPerSecond: 5,
    goodPerSecond: 1,
    byStatus: { 200: 1, 429: 1, 503: 1, "not sent": 1, wrong: 1 },
    p99Ms: 50,
    refusedP99Ms: 3,
  });
});

const before = { fromMs: 0, toMs: 2_000 };
const after = { fromMs: 10_000, toMs: 16_000 };
/** A request in each second: before the overload with 10 and 20 ms, and after it with these. */
const answered = (...afterwards: (number | "not sent")[]): Outcome[] => [
  { dueMs: 500, tookMs: 10, status: 200 },
  { dueMs: 1_500, tookMs: 20, status: 200 },
  ...afterwards.map((took, index): Outcome => {
    const dueMs = 10_500 + index * 1_000;
    return took === "not sent" ? { dueMs, tookMs: 0, status: took } : { dueMs, tookMs: took, status: 200 };
  }),
];

test("recovered is who has three seconds in a row that are no worse than the worst one before", () => {
  expect(recoverySeconds(answered(20, 20, 20, 20, 20, 20), before, after)).toBe(0);
  expect(recoverySeconds(answered(90, 21, 15, 20, 11, 90), before, after)).toBe(2);
  expect(recoverySeconds(answered(15, 15, 90, 15, 15, 15), before, after)).toBe(3);
});

test("a request without an answer is no recovery, however quick it was", () => {
  expect(recoverySeconds(answered(15, "not sent", 15, 15, 15, 15), before, after)).toBe(2);
  expect(recoverySeconds(answered(15, 15, 15, "not sent", 15, 15), before, after)).toBe(0);
});

test("without three good seconds there is no recovery", () => {
  expect(recoverySeconds(answered(90, 90, 90, 90, 15, 15), before, after)).toBe(Number.POSITIVE_INFINITY);
});
