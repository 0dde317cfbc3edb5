import { type Described, misreadings, type Reading, removedFrom } from "./compatibility.ts";
import type { ContractsDescription } from "./describe-contracts.ts";
import type { JsonObject } from "./documented-schemas.ts";

/**
 * Finds the changes of the contracts that break programs which rely on them as they were `before`: something was removed,
 * an input requires more, or an output can lack what it always had. Services are replaced one by one, so that a service
 * must also be able to read the answers of the release before it, and that release must be able to read its answers.
 * Events are kept for 30 days: a subscriber must be able to read those of the release before, too.
 */
export function findBreaks(before: ContractsDescription, after: ContractsDescription): string[] {
  const compare = (kind: Kind, breaksOf: (old: Contract, now: Contract) => string[]) =>
    Object.entries(before[kind] ?? {}).flatMap(([key, old]) => {
      const now = after[kind][key];
      if (now === undefined) return [`${key} was removed`];
      const found = breaksOf({ parts: old, named: before.schemas }, { parts: now, named: after.schemas });
      return [...new Set(found)].map((text) => `${key}: ${text}`);
    });
  return [
    ...compare("requests", (old, now) => [
      ...noLongerIn("callers", old, now),
      ...breaksOfInput("input", old, now),
      ...breaksOfOutput("output", "dropping", old, now),
      ...breaksOfEarlier("output", old, now),
    ]),
    ...compare("events", (old, now) => [
      ...breaksOfOutput("data", "dropping", old, now),
      ...breaksOfEarlier("data", old, now),
    ]),
    ...compare("endpoints", (old, now) => [
      ...noLongerIn("allow", old, now),
      ...changed("status", old, now),
      ...["params", "query", "headers", "body"].flatMap((part) => breaksOfInput(part, old, now)),
      ...breaksOfOutput("response", "lenient", old, now),
    ]),
    ...compare("problems", (old, now) => [...changed("status", old, now), ...changed("retryable", old, now)]),
  ];
}

type Kind = "requests" | "events" | "endpoints" | "problems";

/** A contract as it is described, and the schemas that it may refer to. */
interface Contract {
  readonly parts: JsonObject;
  readonly named: Described["named"];
}

function schemaOf(part: string, { parts, named }: Contract): Described {
  return { schema: parts[part] as JsonObject | undefined, named }; // as describeContracts makes it
}

/** What those who send it, as it was, are refused now. */
function breaksOfInput(part: string, old: Contract, now: Contract): string[] {
  const [sent, taken] = [schemaOf(part, old), schemaOf(part, now)];
  return labelled(part, [...removedFrom(sent, taken), ...misreadings(sent, taken, "strict")]);
}

/** What those who read it, as they knew it, do not find or understand now. */
function breaksOfOutput(part: string, reading: Reading, old: Contract, now: Contract): string[] {
  const [known, written] = [schemaOf(part, old), schemaOf(part, now)];
  return labelled(part, [...removedFrom(known, written), ...misreadings(written, known, reading)]);
}

/** What those who read it now do not find or understand in what an earlier release wrote. */
function breaksOfEarlier(part: string, old: Contract, now: Contract): string[] {
  const asRead = `${part}AsRead`;
  const read = schemaOf(asRead in now.parts ? asRead : part, now);
  return labelled(part, misreadings(schemaOf(part, old), read, "dropping"));
}

/** Who was in a list, and is not any more. A word in its place, such as "anyone", is another list. */
function noLongerIn(
  list: string,
  { parts: { [list]: old } }: Contract,
  { parts: { [list]: now } }: Contract,
): string[] {
  if (now === "anyone" || old === undefined) return [];
  const gone = Array.isArray(old) && Array.isArray(now) ? old.filter((name) => !now.includes(name)) : [old];
  return gone.map((name) => `${list} no longer has ${name}`);
}

function changed(
  fact: string,
  { parts: { [fact]: old } }: Contract,
  { parts: { [fact]: now } }: Contract,
): string[] {
  return old === now ? [] : [`${fact} is ${now}, and was ${old}`];
}

function labelled(part: string, breaks: readonly string[]): string[] {
  return breaks.map((text) => `${part}${text}`);
}
