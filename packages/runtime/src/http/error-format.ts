import type { Problem } from "@stagepass/contracts";

/** How a server words what it refuses. */
export interface ErrorFormat {
  readonly contentType: string;
  describe(problem: Problem, requestId?: string): ErrorAnswer;
  /** Where to look instead: what follows the sentence that an endpoint does not exist. */
  readonly advice: string;
}

/** A refusal as it is sent: the body as JSON. */
export interface ErrorAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** RFC 9457, which everything speaks that is not older than Stagepass. */
export const problemDetails: ErrorFormat = {
  contentType: "application/problem+json; charset=utf-8",
  describe: (problem, requestId) => ({ status: problem.status, body: problem.toBody(requestId) }),
  advice: "See /docs for those that there are.",
};
