import type { ProblemCode, UnboundCredentials } from "@stagepass/contracts";

/** The outcome of a deploy, which is recorded before the answer. */
export type Outcome =
  | {
      readonly is: "resolved";
      readonly credentials: Pick<UnboundCredentials, "expiration"> | null;
    }
  | {
      readonly is: "blocked";
      /** The names of the safeguards that block. */
      readonly blockedBy: readonly string[];
    }
  | { readonly is: "failed"; readonly problem: ProblemCode };
