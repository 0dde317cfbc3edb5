import { type Described, misreadings, removedFrom } from "./compatibility.ts";
import type { ContractsDescription } from "./describe-contracts.ts";
import type { JsonObject } from "./documented-schemas.ts";

/**
 * Finds the changes of the contracts that break programs which rely on them as they were `before`: something was removed,
 * an input requires more, or an output can lack what it always had. Services are replaced one by one, so that a service
 * must also be able to read the answers of the release before it, and that release must be able to read its answers.
 */
export function findBreaks(before: ContractsDescription, after: ContractsDescription): string[] {
  const at = (
    { schemas }: ContractsDescription,
    contract: JsonObject | undefined,
    part: string,
  ): Described => ({
    schema: contract?.[part] as JsonObject | undefined, // as describeContracts makes it
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
      { name: "input", isReceived: true, isParsedStrictly: true },
      { name: "output", isReceived: false, isParsedStrictly: true, readAs: "outputAsRead" },
    ]),
    ...compare("events", [{ name: "data", isReceived: false, isParsedStrictly: false }]),
    ...compare("endpoints", [
      ...["params", "query", "headers", "body"].map((name) => ({
        name,
        isReceived: true,
        isParsedStrictly: true,
      })),
      { name: "response", isReceived: false, isParsedStrictly: false },
    ]),
  ];
}

interface Part {
  readonly name: string;
  /** Whether the owner of the contract receives it. Otherwise, the owner sends it. */
  readonly isReceived: boolean;
  /** Whether whoever reads it rejects unknown fields. */
  readonly isParsedStrictly: boolean;
  /** The part that describes how a newer caller reads it from an older service. Left out if that never happens. */
  readonly readAs?: string;
}

function breaksOf(part: Part, old: Described, now: Described, asRead: Described): string[] {
  if (old.schema === undefined && now.schema === undefined) return [];
  if (part.isReceived) return [...new Set([...removedFrom(old, now), ...misreadings(old, now, "strict")])];
  const reading = part.isParsedStrictly ? "strict" : "lenient";
  return [
    ...new Set([
      ...removedFrom(old, now),
      ...misreadings(now, old, reading),
      ...(part.readAs === undefined ? [] : misreadings(old, asRead, reading)),
    ]),
  ];
}
