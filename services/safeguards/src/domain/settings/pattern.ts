import { RE2JS } from "re2js";
import { z } from "zod";
import { patternSize } from "./pattern-size.ts";

/** The longest regular expression in a safeguard's settings, in characters. */
export const maxPatternLength = 256;

/** The longest text that a regular expression from settings is tried on, in characters. A longer one is not cut. */
export const maxSubjectLength = 1_024;

const maxPatternSize = 512;

type Outcome = "matches" | "differs" | "too-long";

/** A regular expression from a safeguard's settings. It respects case. */
export interface Pattern {
  readonly source: string;
  /** Whether the expression matches anywhere in a text. */
  test(subject: string): Outcome;
  /** Whether the expression matches the whole of a text: `a|b` matches neither `ab` nor `b2`. */
  testWhole(subject: string): Outcome;
}

/**
 * A regular expression in settings. It runs on RE2, whose time is linear whatever the expression says; look-around and
 * back-references, which RE2 does not have, are refused with its reason.
 */
export const Pattern = z
  .string()
  .min(1, "must not be empty")
  .max(maxPatternLength, `must be at most ${maxPatternLength} characters`)
  .meta({
    description: "A regular expression in RE2 syntax. It is not anchored: use ^ and $ to match the whole.",
  })
  .transform((source, context): Pattern => {
    const size = patternSize(source);
    if (size > maxPatternSize) {
      const message = `is too large: with its repetitions written out it has ${size} steps, at most ${maxPatternSize} are accepted`;
      context.addIssue({ code: "custom", message });
      return z.NEVER;
    }
    try {
      return toPattern(source);
    } catch (error) {
      context.addIssue({
        code: "custom",
        message: `is not a regular expression that RE2 accepts: ${reason(error)}`,
      });
      return z.NEVER;
    }
  });

function toPattern(source: string): Pattern {
  const { anywhere, whole } = literal(source) ?? compiled(source);
  const outcome = (subject: string, matches: (subject: string) => boolean): Outcome => {
    if (subject.length > maxSubjectLength) return "too-long";
    return matches(subject) ? "matches" : "differs";
  };
  return {
    source,
    test: (subject) => outcome(subject, anywhere),
    testWhole: (subject) => outcome(subject, whole),
  };
}

interface Matchers {
  anywhere(subject: string): boolean;
  whole(subject: string): boolean;
}

function compiled(source: string): Matchers {
  const expression = RE2JS.compile(source);
  return {
    anywhere: (subject) => expression.test(subject),
    whole: (subject) => expression.testExact(subject),
  };
}

const plainText = /^(?:[\w !"#%&',/:;<=>@`~-]|\\[\\^$.*+?()[\]{}|])*$/;

/**
 * Most conventions are plain text once the names are filled in. Comparing texts is cheaper than compiling an
 * expression.
 */
function literal(source: string): Matchers | undefined {
  if (!plainText.test(source)) return undefined;
  const text = source.replaceAll(/\\(.)/g, "$1");
  return { anywhere: (subject) => subject.includes(text), whole: (subject) => subject === text };
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message.replace("error parsing regexp: ", "") : String(error);
}
