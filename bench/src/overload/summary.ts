import { percentile } from "../figures/statistics.ts";
import type { Outcome } from "./order.ts";

/** What became of the requests of a time. */
export interface Summary {
  readonly offeredPerSecond: number;
  /** Right answers to these requests. */
  readonly goodPerSecond: number;
  readonly byStatus: Readonly<Record<string, number>>;
  /** Of the right answers, in milliseconds from the moment when the request was due. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Of the answers 429 and 503. */
  readonly refusedP50Ms: number;
  readonly refusedP99Ms: number;
}

/** A time, in milliseconds from the beginning. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Sums up the requests that were due in a time. */
export function summarize(outcomes: readonly Outcome[], { fromMs, toMs }: Span): Summary {
  const due = dueIn(outcomes, { fromMs, toMs });
  const seconds = (toMs - fromMs) / 1_000;
  const good = durations(due, isGood);
  const refused = durations(due, ({ status }) => status === 429 || status === 503);
  const byStatus: Record<string, number> = {};
  for (const { status } of due) byStatus[status] = (byStatus[status] ?? 0) + 1;
  return {
    offeredPerSecond: due.length / seconds,
    goodPerSecond: good.length / seconds,
    byStatus,
    p50Ms: percentile(good, 0.5),
    p99Ms: percentile(good, 0.99),
    refusedP50Ms: percentile(refused, 0.5),
    refusedP99Ms: percentile(refused, 0.99),
  };
}

/** So many good seconds in a row are a recovery. */
const goodSeconds = 3;

/**
 * How long the effects of an overload last: the seconds until three seconds begin in each of which every answer is right
 * and the p99 is no worse than in the worst second of the time before. Infinity if there are none.
 */
export function recoverySeconds(outcomes: readonly Outcome[], before: Span, after: Span): number {
  const threshold = Math.max(...secondsOf(before).map((second) => summarize(outcomes, second).p99Ms));
  const isSecondGood = secondsOf(after).map((second) => {
    const due = dueIn(outcomes, second);
    return due.every(isGood) && summarize(due, second).p99Ms <= threshold;
  });
  const recovered = isSecondGood.findIndex(
    (_, index) => isSecondGood.slice(index, index + goodSeconds).filter(Boolean).length === goodSeconds,
  );
  return recovered < 0 ? Number.POSITIVE_INFINITY : recovered;
}

function isGood({ status }: Outcome): boolean {
  return status === 200;
}

function dueIn(outcomes: readonly Outcome[], { fromMs, toMs }: Span): Outcome[] {
  return outcomes.filter(({ dueMs }) => dueMs >= fromMs && dueMs < toMs);
}

function durations(outcomes: readonly Outcome[], counts: (outcome: Outcome) => boolean): number[] {
  return outcomes
    .filter(counts)
    .map(({ tookMs }) => tookMs)
    .sort((a, b) => a - b);
}

/** The whole seconds of a time. */
function secondsOf({ fromMs, toMs }: Span): Span[] {
  const count = Math.floor((toMs - fromMs) / 1_000);
  return Array.from({ length: count }, (_, index) => ({
    fromMs: fromMs + index * 1_000,
    toMs: fromMs + (index + 1) * 1_000,
  }));
}
