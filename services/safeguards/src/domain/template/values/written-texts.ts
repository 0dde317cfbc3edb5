import type { Outcome } from "./outcome.ts";
import { isRecord } from "./raw.ts";

/**
 * Every text that is written at the location of an outcome: the JSON of what an `Fn::ToJsonString` holds, and every text
 * at any depth, in lists and in members, but not the keys.
 */
export function writtenTextsOf({ location: { value } }: Outcome): string[] {
  return [...jsonIn(value), ...stringsIn(value)];
}

function jsonIn(value: unknown): string[] {
  return isRecord(value) && "Fn::ToJsonString" in value ? [JSON.stringify(value["Fn::ToJsonString"])] : [];
}

function* stringsIn(value: unknown): Generator<string> {
  const pending: unknown[] = [value];
  while (pending.length > 0) {
    const next = pending.pop();
    if (typeof next === "string") yield next;
    else if (typeof next === "object" && next !== null)
      for (const inner of Object.values(next)) pending.push(inner);
  }
}
