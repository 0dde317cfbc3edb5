import type { z } from "zod";
import "./zod-words.ts";
import { jsonPath } from "./json-path.ts";
import { type Mistake, Problem } from "./problem.ts";

/** The problem `invalid` for a value that does not fit its schema: every mistake with its place and its rule. */
export function invalid(error: z.core.$ZodError, prefix: readonly PropertyKey[] = []): Problem {
  return invalidInput(mistakesOf(error, prefix));
}

/** The problem `invalid` for mistakes that are known already. The first one makes the sentence. */
export function invalidInput(errors: readonly Mistake[]): Problem {
  const [first] = errors;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : "";
  const detail = first === undefined ? "The input is invalid." : `${first.path}: ${first.message}${more}`;
  return new Problem("invalid", detail, { errors: [...errors] });
}

/** The mistakes that zod found, one for each unknown field. Values are never repeated: they may be secret. */
export function mistakesOf(error: z.core.$ZodError, prefix: readonly PropertyKey[] = []): Mistake[] {
  return error.issues.flatMap((issue) => {
    const path = [...prefix, ...issue.path];
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => ({
        path: jsonPath([...path, key]),
        message: "is not a known field; remove it",
      }));
    }
    return [{ path: jsonPath(path), message: issue.message }];
  });
}
