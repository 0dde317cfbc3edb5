import type { IssuedCredentials, ProblemCode } from "@stagepass/contracts";

/** What came of a deploy, as it is recorded before it is answered. */
export type Outcome =
  | { readonly is: "resolved"; readonly credentials: IssuedCredentials | null }
  | {
      readonly is: "blocked";
      /** The names of the safeguards that did. */
      readonly blockedBy: readonly string[];
    }
  | { readonly is: "failed"; readonly problem: ProblemCode };
