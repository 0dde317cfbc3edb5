import type { Outcome, Value } from "./outcome.ts";
import type { TemplateValues } from "./template-values.ts";
import { valueAt } from "./value.ts";

/** What is written at one location of the template, and what it becomes with the template's defaults and mappings. */
export interface FilledIn<O extends Outcome> {
  readonly outcome: O;
  readonly written: Value;
  /** The same object as `written` where there is nothing to fill in. */
  readonly filled: Value;
}

/**
 * The outcomes with the template's defaults and mappings filled in. A text with conditions inside has many outcomes at
 * one location, which become one.
 */
export function fillInEach<O extends Outcome>(
  outcomes: readonly O[],
  { fillIn }: TemplateValues,
): FilledIn<O>[] {
  const byLocation = new Map(outcomes.map((outcome) => [outcome.location, outcome]));
  return [...byLocation].map(([location, outcome]) => {
    const written = valueAt(location);
    const value = fillIn(location.value);
    return { outcome, written, filled: value === location.value ? written : valueAt({ ...location, value }) };
  });
}
