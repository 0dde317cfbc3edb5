import { Temporal } from "temporal-polyfill";
import { z } from "zod";

const day = 86_400;
const year = 365.2425 * day;
const maxYears = 1_000;

/**
 * A duration in settings, as ISO 8601 writes it: `P1M`, `P2DT30M`. From one second to 1,000 years; with fractions only of
 * hours, minutes and seconds.
 */
export const IsoDuration = z
  .string()
  .max(64, "must be at most 64 characters")
  .meta({ description: "A duration in ISO 8601, such as P2DT30M for two days and 30 minutes." })
  .transform((text, context): Temporal.Duration => {
    const duration = parse(text);
    const violation = duration === undefined ? malformed(text) : violationIn(duration);
    if (duration !== undefined && violation === undefined) return duration;
    context.addIssue({ code: "custom", message: violation ?? malformed(text) });
    return z.NEVER;
  });

/** The length of a duration in seconds, with years and months of the calendar's mean length and days of 24 hours. */
export function meanSecondsOf(duration: Temporal.Duration): number {
  const { years, months, weeks, days, hours, minutes, seconds } = duration;
  const calendar = (years + months / 12) * year + (weeks * 7 + days) * day;
  const clock = hours * 3_600 + minutes * 60 + seconds;
  return (
    calendar + clock + duration.milliseconds / 1e3 + duration.microseconds / 1e6 + duration.nanoseconds / 1e9
  );
}

function parse(text: string): Temporal.Duration | undefined {
  try {
    return Temporal.Duration.from(text);
  } catch {
    return undefined;
  }
}

function violationIn(duration: Temporal.Duration): string | undefined {
  if (duration.sign === 0) return "must not be zero: nothing is as long as that";
  if (duration.sign < 0) return "must not be negative: a window begins at its time and repeats forward";
  const length = meanSecondsOf(duration);
  if (length < 1) return "must be at least one second (PT1S)";
  if (length > maxYears * year) return `must be at most ${maxYears} years (P${maxYears}Y)`;
  return undefined;
}

function malformed(text: string): string {
  const meant = withTimeMarker(text);
  if (meant !== undefined) {
    return `is not an ISO 8601 duration: hours, minutes and seconds come after a T; write ${meant}`;
  }
  if (/[.,]\d+[YMWD]/i.test(text)) {
    return "is not a duration that can be counted: only hours, minutes and seconds can have fractions, such as PT1.5H";
  }
  return "is not an ISO 8601 duration, such as P1M, P2DT30M or PT12H";
}

/** The duration that the text means with a T put in, if it means one then. */
function withTimeMarker(text: string): string | undefined {
  for (let at = 1; at < text.length; at++) {
    const marked = `${text.slice(0, at)}T${text.slice(at)}`;
    if (parse(marked) !== undefined) return marked;
  }
  return undefined;
}
