import type { Problem } from "@stagepass/contracts";

/** How a server writes a problem into an answer. */
export interface ProblemFormat {
  readonly contentType: string;
  format(problem: Problem, requestId?: string): FormattedProblem;
  /** The sentence that follows "There is no endpoint …" and says where to look instead. */
  readonly advice: string;
}

/** A problem as it is sent; the body is sent as JSON. */
export interface FormattedProblem {
  readonly status: number;
  readonly body: unknown;
}

/** The format of the API: RFC 9457, problem details. */
export const problemDetails: ProblemFormat = {
  contentType: "application/problem+json; charset=utf-8",
  format: (problem, requestId) => ({ status: problem.status, body: problem.toBody(requestId) }),
  advice: "See /docs for those that there are.",
};
