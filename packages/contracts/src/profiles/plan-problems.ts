import type { ProblemCode } from "../problems/problem.ts";

/** The problems with which planning refuses a deploy, before anything is evaluated or issued. */
export const planProblems = [
  "not-found",
  "no-profile",
  "no-provider",
  "missing-parameter",
  "invalid-role-arn",
  "secret-not-readable",
] as const satisfies ProblemCode[];
