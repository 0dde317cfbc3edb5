import type { z } from "zod";
import "./zod-words.ts";
import { jsonPath } from "./json-path.ts";
import { Problem, type Violation } from "./problem.ts";

/** The problem `invalid` for a value that does not fit its schema, with every violation that zod found. */
export function invalid(error: z.core.$ZodError, prefix: readonly PropertyKey[] = []): Problem {
  return invalidInput(violationsOf(error, prefix));
}

/** The problem `invalid` for these violations. Its detail is the first one. */
export function invalidInput(violations: readonly Violation[]): Problem {
  const [first] = violations;
  const more = violations.length > 1 ? ` (and ${violations.length - 1} more)` : "";
  const detail = first === undefined ? "The input is invalid." : `${first.path}: ${first.message}${more}`;
  return new Problem("invalid", detail, { errors: [...violations] });
}

/** The violations that zod found; each unknown field is one. They never repeat a value, which may be secret. */
export function violationsOf(error: z.core.$ZodError, prefix: readonly PropertyKey[] = []): Violation[] {
  return error.issues.flatMap((issue) => {
    const path = [...prefix, ...issue.path];
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => ({
        path: jsonPath([...path, key]),
        message: "is not a known field; remove it",
      }));
    }
    // The rule that a key of a record breaks is that of its name.
    const message = issue.code === "invalid_key" ? issue.issues[0]?.message : issue.message;
    return [{ path: jsonPath(path), message: message ?? issue.message }];
  });
}
