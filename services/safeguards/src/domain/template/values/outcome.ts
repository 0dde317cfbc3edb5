import type { Location } from "./location.ts";
import type { Text } from "./text.ts";

/**
 * What may stand at a place of a template, whichever way the template's conditions turn out. The one way to read it:
 * `Fn::If`, `AWS::NoValue` and what only AWS knows mean the same to every reader.
 */
export interface Value {
  /** What stands at the end of these keys, wherever conditions on the way lead. */
  at(...keys: readonly string[]): Value;
  /** Everything that it can turn out to be: always at least one outcome. */
  possible(): readonly Outcome[];
  /**
   * Every outcome of the elements of a list, or of the one value that stands in place of a list, as many properties of
   * AWS have it. An element that is left out is none; null, which AWS refuses, leaves nothing out and is unknown.
   */
  elements(): readonly Present[];
  /**
   * The texts that `read` finds whichever way the conditions turn out: of a list, those of any element; of an `Fn::If`,
   * those that both branches have in common. Without `read` they are those of `spelledOut`.
   */
  guaranteed(read?: (outcome: Present) => Iterable<string>): ReadonlySet<string>;
}

/** What a value turns out to be one way. A reader switches over the kinds, and so says what it makes of each. */
export type Outcome = Present | Absent;

/** An outcome other than nothing. */
export type Present = TextOutcome | ListOutcome | RecordOutcome | Unknown;

/** A text that stands in the template, at once or put together of such. */
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

/** Nothing: it does not stand there, is null, or is taken away by `AWS::NoValue`. */
export interface Absent {
  readonly kind: "absent";
  readonly location: Location;
}

/** Something that cannot be read as any of the others. */
export interface Unknown {
  readonly kind: "unknown";
  /**
   * What keeps it from being known: only `AWS` resolves it; its `type` is none that it could be read as; or it is `barred`,
   * since a text, a number or a list stands where an object with its key would have to.
   */
  readonly because: "AWS" | "type" | "barred";
  /** The same as the end of a sentence: "it is Ref, which only AWS resolves". */
  readonly why: string;
  /** What can be told of it as a text, if it is one. */
  readonly text: Text | undefined;
  readonly location: Location;
}
