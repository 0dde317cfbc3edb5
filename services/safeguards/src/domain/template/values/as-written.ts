import type { Location } from "./location.ts";
import type { Outcome, RecordOutcome } from "./outcome.ts";
import { intrinsicOf, isRecord, member } from "./raw.ts";

/** What is written at the location of an outcome: the name of an intrinsic function, "null", or a type of JavaScript. */
export function writtenKindOf({ location: { value } }: Outcome): string {
  return (
    intrinsicOf(value) ??
    (typeof value === "string" ? "{{resolve:…}}" : value === null ? "null" : typeof value)
  );
}

/** Whether null is written in the place of the value. Where AWS refuses null, it does not leave the value out. */
export function isNull({ kind, location }: Outcome): boolean {
  return kind === "absent" && location.value === null;
}

/** Where a member of an object is written, with the conditions that stand there. */
export function memberLocation({ location }: RecordOutcome, name: string): Location {
  return member(location, name);
}

/** Why a value that is none of the expected texts cannot be known: it is missing, or what is written there. */
export function whyNotKnown({ location: { value } }: Outcome): string {
  const is = intrinsicOf(value) ?? (typeof value === "string" ? "a text that AWS resolves" : undefined);
  return is === undefined ? "it is missing or malformed" : `it is ${is}`;
}

/** What is written at the location of an outcome, as JSON. What is no object is shown as a text. */
export function writtenJsonOf({ location: { value } }: Outcome): string {
  return JSON.stringify(isRecord(value) ? value : String(value));
}
