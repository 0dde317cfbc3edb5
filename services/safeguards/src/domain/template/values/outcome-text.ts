import type { Outcome, Present, Value } from "./outcome.ts";
import { isBlank, spellingOf, type Text } from "./text.ts";

/**
 * Whether a value is a text that is not blank, or an intrinsic function that resolves to one, whichever way its
 * conditions turn out.
 */
export function alwaysProvidesText(value: Value): boolean {
  return value.possible().every(providesText);
}

/**
 * Whether an outcome is a text that is not blank, or an intrinsic function that resolves to one. A number is no text.
 */
export function providesText(outcome: Outcome): boolean {
  switch (outcome.kind) {
    case "text":
      return outcome.text.trim() !== "";
    case "unknown":
      return outcome.because === "AWS" && outcome.text !== undefined && !isBlank(outcome.text);
    case "list":
    case "record":
    case "absent":
      return false;
  }
}

/**
 * The text of an outcome, with references spelled as `Fn::Sub` spells them: equal spellings are equal values. Undefined
 * for what is no text, and for one with parts of which nothing is known.
 */
export function spelledOut(outcome: Outcome): string | undefined {
  const text = textOf(outcome);
  return text === undefined ? undefined : spellingOf(text);
}

/** The text of an outcome, as far as it is known; undefined for an outcome that is no text, or may be none. */
export function textOf(outcome: Outcome): Text | undefined {
  switch (outcome.kind) {
    case "text":
      return [outcome.text];
    case "unknown":
      return outcome.text;
    case "list":
    case "record":
    case "absent":
      return undefined;
  }
}

/** The text of an outcome that is known to its end, also of a number and of true or false; undefined for any other. */
export function scalarOf(outcome: Outcome): string | undefined {
  if (outcome.kind === "text") return outcome.text;
  if (outcome.kind !== "unknown" || outcome.because !== "type") return undefined;
  const [text, ...others] = outcome.text ?? [];
  return typeof text === "string" && others.length === 0 ? text : undefined;
}

/** Why an outcome of the wrong kind cannot be evaluated: "it is a list", "it is Ref, which only AWS resolves". */
export function whyUnreadable(outcome: Present): string {
  switch (outcome.kind) {
    case "text":
      return "it is of type string";
    case "list":
      return "it is a list";
    case "record":
      return "it is of type object";
    case "unknown":
      return outcome.why;
  }
}

/**
 * Whether the value cannot exist, since a text, a number or a list stands where an object with its key would have to.
 */
export function isBarred(outcome: Outcome): boolean {
  return outcome.kind === "unknown" && outcome.because === "barred";
}
