import { DateTime, Duration } from "luxon";
import { UsageError } from "./usage-error.ts";

/**
 * The moment that `--since` names: an ISO 8601 time (UTC where it says no zone), or how long before `now`: `2h`, `30m`,
 * `7d`, or an ISO 8601 duration. Throws `UsageError`.
 */
export function parseSince(text: string, now: Date): Date {
  const duration = parseDuration(text);
  const at = duration?.isValid
    ? DateTime.fromJSDate(now, { zone: "utc" }).minus(duration)
    : DateTime.fromISO(text, { zone: "utc" });
  if (!at.isValid) {
    throw new UsageError(
      `--since: ${JSON.stringify(text)} is neither a time, such as 2026-11-20T09:00Z, nor a duration, such as 2h or PT2H.`,
    );
  }
  if (at.toJSDate() > now)
    throw new UsageError(`--since: ${text} is in the future; name a moment that has passed.`);
  return at.toJSDate();
}

function parseDuration(text: string): Duration | undefined {
  const [, amount, unit = ""] = /^(\d{1,6})([smhdw])$/.exec(text) ?? [];
  if (amount !== undefined)
    return Duration.fromISO(`${"smh".includes(unit) ? "PT" : "P"}${amount}${unit.toUpperCase()}`);
  return text.startsWith("P") ? Duration.fromISO(text) : undefined;
}
