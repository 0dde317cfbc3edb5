import { Temporal } from "temporal-polyfill";
import { meanSecondsOf } from "./iso-duration.ts";

/**
 * A period without deploys, in the calendar of one time zone. With an interval it repeats for ever after its start.
 */
export interface DeployWindow {
  readonly first: Temporal.ZonedDateTime;
  readonly duration: Temporal.Duration;
  readonly interval?: Temporal.Duration | undefined;
}

/** How many repetitions without a gap between them are followed to find when deploys are allowed again. */
const maxInARow = 12;

/**
 * The end of the period in which `now` lies, with the repetitions that follow it without a gap; `further-notice`
 * after too many of those. Undefined when `now` lies in none. A period includes its start and excludes its end.
 */
export function blockedUntil(
  window: DeployWindow,
  now: Temporal.ZonedDateTime,
): Temporal.ZonedDateTime | "further-notice" | undefined {
  const latest = latestStarted(window, now);
  if (latest === undefined) return undefined;
  let end = startOf(window, latest).add(window.duration);
  if (!isBefore(now, end)) return undefined;
  if (window.interval === undefined) return end;
  for (let next = latest + 1; next <= latest + maxInARow; next++) {
    const start = startOf(window, next);
    if (isBefore(end, start)) return end;
    end = start.add(window.duration);
  }
  return "further-notice";
}

/** The number of the last repetition that has started, from 0; undefined when the first is still to come. */
function latestStarted(window: DeployWindow, now: Temporal.ZonedDateTime): number | undefined {
  if (isBefore(now, window.first)) return undefined;
  if (window.interval === undefined) return 0;
  const elapsed = (now.epochMilliseconds - window.first.epochMilliseconds) / 1_000;
  // Months, leap years and clock changes put a repetition a few days off the mean, and only where it takes days itself.
  let latest = Math.floor(elapsed / meanSecondsOf(window.interval));
  while (latest > 0 && isBefore(now, startOf(window, latest))) latest--;
  while (!isBefore(now, startOf(window, latest + 1))) latest++;
  return latest;
}

/** Counted from the first: adding month by month would leave the 31st for good at the first February. */
function startOf({ first, interval }: DeployWindow, repetition: number): Temporal.ZonedDateTime {
  return interval === undefined ? first : first.add(times(interval, repetition));
}

function times(duration: Temporal.Duration, factor: number): Temporal.Duration {
  return new Temporal.Duration(
    duration.years * factor,
    duration.months * factor,
    duration.weeks * factor,
    duration.days * factor,
    duration.hours * factor,
    duration.minutes * factor,
    duration.seconds * factor,
    duration.milliseconds * factor,
    duration.microseconds * factor,
    duration.nanoseconds * factor,
  );
}

function isBefore(one: Temporal.ZonedDateTime, other: Temporal.ZonedDateTime): boolean {
  return Temporal.ZonedDateTime.compare(one, other) < 0;
}
