import { type Described, misreadings, removedFrom } from "./compatibility.ts";
import type { ContractsDescription } from "./describe-contracts.ts";
import type { JsonObject } from "./documented-schemas.ts";

/**
 * What of the wire no longer does for those who know it as it was: something was removed, an input must have what it
 * need not have had, or an output may lack what was always there. Services are replaced one by one, so that each also
 * has to read what the release before it answers, and the other way round.
 */
export function findBreaks(before: ContractsDescription, after: ContractsDescription): string[] {
  const at = (
    { schemas }: ContractsDescription,
    contract: JsonObject | undefined,
    part: string,
  ): Described => ({
    schema: contract?.[part] as JsonObject | undefined, // so a wire is described
    named: schemas,
  });
  const compare = (kind: "requests" | "events" | "endpoints", parts: readonly Part[]) =>
    Object.entries(before[kind]).flatMap(([key, old]) => {
      const now = after[kind][key];
      if (now === undefined) return [`${key} was removed`];
      return parts.flatMap((part) => {
        const read = at(after, now, part.readAs ?? part.name);
        const breaks = breaksOf(part, at(before, old, part.name), at(after, now, part.name), read);
        return breaks.map((text) => `${key}: ${part.name}${text}`);
      });
    });
  return [
    ...compare("requests", [
      { name: "input", isTaken: true, isParsed: true },
      { name: "output", isTaken: false, isParsed: true, readAs: "outputAsRead" },
    ]),
    ...compare("events", [{ name: "data", isTaken: false, isParsed: false }]),
    ...compare("endpoints", [
      ...["params", "query", "headers", "body"].map((name) => ({ name, isTaken: true, isParsed: true })),
      { name: "response", isTaken: false, isParsed: false },
    ]),
  ];
}

interface Part {
  readonly name: string;
  /** Whether it is sent to who has the contract, and not answered or announced. */
  readonly isTaken: boolean;
  /** Whether the other end parses it, and refuses what it does not know. */
  readonly isParsed: boolean;
  /** Where it stands as the newer end reads it from an older one; nobody reads it from one unless said. */
  readonly readAs?: string;
}

function breaksOf(part: Part, old: Described, now: Described, asRead: Described): string[] {
  if (old.schema === undefined && now.schema === undefined) return [];
  if (part.isTaken) return [...new Set([...removedFrom(old, now), ...misreadings(old, now, "parsed")])];
  const reading = part.isParsed ? "parsed" : "passed-over";
  return [
    ...new Set([
      ...removedFrom(old, now),
      ...misreadings(now, old, reading),
      ...(part.readAs === undefined ? [] : misreadings(old, asRead, reading)),
    ]),
  ];
}
