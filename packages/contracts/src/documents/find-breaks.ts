import { type Described, misreadings, type Reading, removedFrom } from "./compatibility.ts";
import type { ContractsDescription } from "./describe-contracts.ts";
import type { JsonObject } from "./documented-schemas.ts";

/**
 * Finds the changes of the contracts that break programs which rely on them as they were `before`: something was removed,
 * an input requires more, or an output can lack what it always had. Services are replaced one by one, so that a service
 * must also be able to read the answers of the release before it, and that release must be able to read its answers.
 * Events are kept for 30 days, so that a subscriber must also be able to read those of the release before.
 */
export function findBreaks(before: ContractsDescription, after: ContractsDescription): string[] {
  const compare = (kind: Kind, breaksOf: (old: Contract, now: Contract) => string[]) =>
    Object.entries(before[kind]).flatMap(([key, old]) => {
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

/** The description of a contract, and the named schemas that it can refer to. */
interface Contract {
  readonly parts: JsonObject;
  readonly named: Described["named"];
}

function schemaOf(part: string, { parts, named }: Contract): Described {
  return { schema: parts[part] as JsonObject | undefined, named }; // as describeContracts makes it
}

/** What a program may send by the old contract and is rejected by the new one. */
function breaksOfInput(part: string, old: Contract, now: Contract): string[] {
  const [sent, taken] = [schemaOf(part, old), schemaOf(part, now)];
  return labelled(part, [...removedFrom(sent, taken), ...misreadings(sent, taken, "strict")]);
}

/** What a program relies on by the old contract and does not receive, or cannot read, by the new one. */
function breaksOfOutput(part: string, reading: Reading, old: Contract, now: Contract): string[] {
  const [known, written] = [schemaOf(part, old), schemaOf(part, now)];
  return labelled(part, [...removedFrom(known, written), ...misreadings(written, known, reading)]);
}

/** What the new contract requires and does not find, or cannot read, in what an earlier release has written. */
function breaksOfEarlier(part: string, old: Contract, now: Contract): string[] {
  const asRead = `${part}AsRead`;
  const read = schemaOf(asRead in now.parts ? asRead : part, now);
  return labelled(part, misreadings(schemaOf(part, old), read, "dropping"));
}

/** The names that are not in a list any more. A single word in place of the list, such as "anyone", is a different list. */
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
