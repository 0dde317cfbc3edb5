import type { Location } from "./location.ts";
import type { Text } from "./text.ts";

/**
 * What may stand at a location of a template, whichever way the template's conditions turn out. All policies read
 * templates through it, so that `Fn::If`, `AWS::NoValue` and values that only AWS knows mean the same to each of
 * them.
 */
export interface Value {
  /** The value at the end of these keys, in every branch of the conditions on the way. */
  at(...keys: readonly string[]): Value;
  /** Everything that the value can turn out to be: at least one outcome. */
  possible(): readonly Outcome[];
  /**
   * The outcomes of all elements of a list. Many properties of AWS take one value in place of a list, which then
   * counts as the only element. An element that `AWS::NoValue` leaves out has no outcome; null, which AWS refuses, is
   * unknown.
   */
  elements(): readonly Present[];
  /**
   * The texts that the value is guaranteed to have, whichever way its conditions turn out: of a list those of any
   * element, of an `Fn::If` those that both branches have in common. `read` says which text of an outcome counts; it
   * is `spelledOut` when left out.
   */
  guaranteed(read?: (outcome: Present) => Iterable<string>): ReadonlySet<string>;
}

/**
 * One of the things that a value can turn out to be. Policies switch over `kind`, and the compiler demands an answer
 * for each.
 */
export type Outcome = Present | Absent;

/** An outcome that is not absent. */
export type Present = TextOutcome | ListOutcome | RecordOutcome | Unknown;

/** A text of the template, written in one piece or put together from pieces. */
export interface TextOutcome {
  readonly kind: "text";
  readonly text: string;
  readonly location: Location;
}

/** A list. Each of its items has outcomes of its own. */
export interface ListOutcome {
  readonly kind: "list";
  readonly items: readonly Value[];
  readonly location: Location;
}

/** An object whose members can be read. */
export interface RecordOutcome {
  readonly kind: "record";
  readonly names: readonly string[];
  at(...keys: readonly string[]): Value;
  readonly location: Location;
}

/** Nothing: it is missing, null, or left out by `AWS::NoValue`. */
export interface Absent {
  readonly kind: "absent";
  readonly location: Location;
}

/** A value that cannot be read as any of the other kinds. */
export interface Unknown {
  readonly kind: "unknown";
  /**
   * What keeps it from being known: only `AWS` resolves it; its `type` is none that it could be read as; or it is `barred`,
   * since a text, a number or a list stands where an object with its key would have to.
   */
  readonly because: "AWS" | "type" | "barred";
  /** The same as the end of a sentence: "it is Ref, which only AWS resolves". */
  readonly why: string;
  /** The text as far as it is known, if the value is a text. */
  readonly text: Text | undefined;
  readonly location: Location;
}
