import { UsageError } from "@stagepass/runtime/terminal";
import { Temporal } from "temporal-polyfill";

/**
 * Returns the time that `--since` names: an ISO 8601 time (in UTC unless it has a zone), or a duration before `now`
 * such as `2h`, `30m`, `7d` or an ISO 8601 duration. Throws `UsageError`.
 */
export function parseSince(text: string, now: Date): Date {
  const at = readMoment(text, now);
  if (at === undefined) {
    throw new UsageError(
      `--since: ${JSON.stringify(text)} is neither a time, such as 2026-11-20T09:00Z, nor a duration, such as 2h or PT2H.`,
    );
  }
  if (at > now) throw new UsageError(`--since: ${text} is in the future; name a moment that has passed.`);
  return at;
}

function readMoment(text: string, now: Date): Date | undefined {
  try {
    const duration = readDuration(text);
    if (duration === undefined) return readTime(text);
    const until = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO("UTC");
    return new Date(until.subtract(duration).epochMilliseconds);
  } catch (error) {
    // Temporal throws a RangeError when a text cannot be parsed.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function readDuration(text: string): Temporal.Duration | undefined {
  const [, amount, unit = ""] = /^(\d{1,6})([smhdw])$/.exec(text) ?? [];
  if (amount !== undefined) {
    return Temporal.Duration.from(`${"smh".includes(unit) ? "PT" : "P"}${amount}${unit.toUpperCase()}`);
  }
  return text.startsWith("P") ? Temporal.Duration.from(text) : undefined;
}

function readTime(text: string): Date {
  const hasOffset = /[t ].*[z+-]/i.test(text);
  const at = hasOffset
    ? Temporal.Instant.from(text)
    : Temporal.PlainDateTime.from(text).toZonedDateTime("UTC");
  return new Date(at.epochMilliseconds);
}
