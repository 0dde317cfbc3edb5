import { ProblemBody, type Violation } from "@stagepass/contracts";

/** A request that Stagepass answered with a problem, or that got no answer. Its message is meant for people. */
export class ApiProblem extends Error {
  readonly code: string;
  readonly status: number;
  readonly title: string;
  /** Each broken rule and where, as a JSON path into what was sent. */
  readonly violations: readonly Violation[];
  readonly requestId: string | undefined;

  constructor({ code, status, title, detail, errors = [], requestId }: ProblemBody) {
    super(detail);
    this.name = "ApiProblem";
    this.code = code;
    this.status = status;
    this.title = title;
    this.violations = errors;
    this.requestId = requestId;
  }
}

/** The problem for a request that got no answer at all: the server is away, or the network is. */
export function unreachable(): ApiProblem {
  return new ApiProblem({
    type: "/problems/unavailable",
    code: "unavailable",
    status: 0,
    title: "Stagepass does not answer",
    detail:
      "What you have typed is still here. Check whether Stagepass is running; this page goes on once it is.",
  });
}

/** The problem for a change that somebody else was faster with. What was typed is kept by the page. */
export function overtaken({ status }: ApiProblem): ApiProblem {
  return new ApiProblem({
    type: "/problems/precondition-failed",
    code: "precondition-failed",
    status,
    title: "Somebody saved this meanwhile",
    detail: "Your input is kept, and the newest state was read. Save again to put yours on top of it.",
  });
}

/** The problem for a new thing whose name is taken. It stands at the field of the name. */
export function taken({ status }: ApiProblem, field: string, what: string): ApiProblem {
  return new ApiProblem({
    type: "/problems/precondition-failed",
    code: "precondition-failed",
    status,
    title: "Nothing was added",
    detail: `There is ${what} already. It was not replaced.`,
    errors: [{ path: `$.${field}`, message: "is taken; choose another name" }],
  });
}

/** Reads the body of a refusal. What is not a problem of Stagepass, such as a proxy's page, becomes one. */
export function problemFrom(status: number, body: unknown): ApiProblem {
  const { data } = ProblemBody.safeParse(body);
  if (data !== undefined) return new ApiProblem(data);
  return new ApiProblem({
    type: "/problems/internal",
    code: "internal",
    status,
    title: "The answer is not Stagepass's",
    detail: `Something between this page and Stagepass answered with status ${status}.`,
  });
}
