import { didYouMean, type EventType, eventTypes, isEventType } from "@stagepass/contracts";
import { SubscribeError } from "../errors/subscribe-error.ts";

/**
 * The event types that match at least one pattern. A pattern is a type in which `*` stands for any text, such as
 * `profiles.*` or `*.deleted`. Without patterns, every type matches. Throws `unknown-type`, with similar names, for a
 * pattern that matches none.
 */
export function matchTypes(patterns: readonly string[]): EventType[] {
  if (patterns.length === 0) return [...eventTypes];
  const matched = new Set(patterns.flatMap(matchType));
  return eventTypes.filter((type) => matched.has(type));
}

/** Throws `unknown-type` unless each name is the type of an event. */
export function checkTypes(names: readonly string[]): void {
  for (const name of names) if (!isEventType(name)) throw unknownType(name);
}

function matchType(pattern: string): EventType[] {
  const parts = pattern.split("*").map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, "\\$&"));
  const expression = new RegExp(`^${parts.join(".*")}$`);
  const matched = eventTypes.filter((type) => expression.test(type));
  if (matched.length === 0) throw unknownType(pattern);
  return matched;
}

function unknownType(name: string): SubscribeError {
  const what = name.includes("*") ? "No event type fits" : "There is no event type";
  const suggestion = didYouMean(name, eventTypes) || ` There are: ${eventTypes.join(", ")}.`;
  return new SubscribeError("unknown-type", `${what} ${JSON.stringify(name)}.${suggestion}`);
}
