import type { ProblemFacts } from "../problem.ts";

/** What the page of a problem says beside its code, status and title. Text between backticks is code. */
export interface ProblemGuide {
  readonly meaning: string;
  /** When it is answered, one sentence for each cause. */
  readonly causes: readonly string[];
  /** What to do, one sentence for each step. */
  readonly advice: readonly string[];
  /** Whether the same request can succeed when it is sent again, and why. */
  readonly retry: string;
  readonly example: {
    /** The first line of a request that it is the answer to. */
    readonly request: string;
    readonly facts: ProblemFacts;
  };
}

/** What `retry` says of a problem that lasts until somebody changes what caused it. */
export const untilChanged = "The same request is answered in the same way until something is changed.";
