import { RE2JS } from "re2js";
import { maxSubjectLength, type Pattern } from "./pattern.ts";

/** The same expression, which now must match the whole of a text: `a|b` matches neither `ab` nor `b2`. */
export function anchored({ source }: Pattern): Pattern {
  const expression = RE2JS.compile(source);
  return {
    source,
    test(subject) {
      if (subject.length > maxSubjectLength) return "too-long";
      return expression.testExact(subject) ? "matches" : "differs";
    },
  };
}
