import { Temporal } from "temporal-polyfill";
import { z } from "zod";

/** The name of a time zone in settings, in the spelling of the IANA database. */
export const TimeZone = z
  .string()
  .max(64, "must be at most 64 characters")
  .meta({ description: "A time zone of the IANA database, such as Europe/Berlin." })
  .transform((name, context): string => {
    // Temporal also takes offsets, and dates with a zone in brackets, for the name of a zone.
    const zone = /^[A-Za-z][\w+/-]*$/.test(name) ? findZone(name) : undefined;
    if (zone !== undefined) return zone;
    context.addIssue({
      code: "custom",
      message: "is not a time zone of the IANA database, such as Europe/Berlin or UTC",
    });
    return z.NEVER;
  });

/** A date, or a date with a time, in settings. Without an offset it is read in the time zone of the settings. */
export const DateOrTime = z
  .string()
  .max(64, "must be at most 64 characters")
  .meta({ description: "A date or a date and time in ISO 8601; without an offset it is read in timeZone." })
  .superRefine((text, context) => {
    const message = violationIn(text);
    if (message !== undefined) context.addIssue({ code: "custom", message });
  });

/**
 * The moment that a text in ISO 8601 means: with an offset it means the same everywhere, without one it is read in the
 * zone. A time that the zone's clocks skip is as much later as they are put forward; of one that comes twice, the first
 * is meant. Throws RangeError for other texts.
 */
export function readMoment(text: string, timeZone: string): Temporal.ZonedDateTime {
  // Finer than a nanosecond is nothing that Temporal reads, and nothing that matters.
  const readable = text.replace(/([.,]\d{9})\d+/, "$1");
  return hasOffset(readable)
    ? Temporal.Instant.from(readable).toZonedDateTimeISO(timeZone)
    : Temporal.PlainDateTime.from(readable).toZonedDateTime(timeZone);
}

function hasOffset(text: string): boolean {
  return /[t ].*[z+-]/i.test(text);
}

function findZone(name: string): string | undefined {
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name).timeZoneId;
  } catch {
    return undefined;
  }
}

function violationIn(text: string): string | undefined {
  // Temporal would pass over a zone in brackets where it does not ask for one.
  if (text.includes("[")) return "must not have anything in brackets: set timeZone instead";
  try {
    const { year } = readMoment(text, "UTC");
    return year < 0 || year > 9_999 ? "must be in the years 0000 to 9999" : undefined;
  } catch {
    return "is not a date or a date and time in ISO 8601, such as 2026-12-24 or 2026-12-24T18:00";
  }
}
