import { z } from "zod";

interface Kind {
  readonly status: number;
  readonly title: string;
  /** Whether the same request may succeed later without anyone changing anything. */
  readonly retryable: boolean;
}

/** Every way in which a request can fail. A code never changes its meaning. */
export const problems = {
  malformed: { status: 400, title: "The request cannot be read", retryable: false },
  invalid: { status: 400, title: "The request does not follow the rules", retryable: false },
  unauthenticated: { status: 401, title: "No valid access key", retryable: false },
  forbidden: { status: 403, title: "The access key does not permit this", retryable: false },
  "not-found": { status: 404, title: "There is no such thing", retryable: false },
  "request-timeout": { status: 408, title: "The request did not arrive in time", retryable: true },
  conflict: { status: 409, title: "The request conflicts with what is there", retryable: false },
  "org-exists": { status: 409, title: "The organization exists already", retryable: false },
  "no-profile": { status: 409, title: "No deployment profile applies", retryable: false },
  "no-provider": { status: 409, title: "No provider applies", retryable: false },
  "profile-in-use": { status: 409, title: "The profile is in use", retryable: false },
  "provider-in-use": { status: 409, title: "The provider is in use", retryable: false },
  "missing-parameter": { status: 409, title: "A required parameter is missing", retryable: false },
  "plan-needs-role": { status: 409, title: "A plan needs an access role", retryable: false },
  "invalid-role-arn": { status: 409, title: "The target does not fit the ARN of the role", retryable: false },
  "role-not-assumable": { status: 409, title: "The access role cannot be assumed", retryable: false },
  "secret-not-readable": { status: 409, title: "A secret cannot be read", retryable: false },
  "precondition-failed": { status: 412, title: "A condition of the request does not hold", retryable: false },
  "too-large": { status: 413, title: "The request is too large", retryable: false },
  "unsupported-media-type": { status: 415, title: "The content type is not JSON", retryable: false },
  "too-many-requests": { status: 429, title: "Too many requests", retryable: true },
  internal: { status: 500, title: "Something went wrong in Stagepass", retryable: true },
  unavailable: { status: 503, title: "A part of Stagepass is unavailable", retryable: true },
} as const satisfies Record<string, Kind>;

/** The code of a problem, which clients can rely on. */
export type ProblemCode = keyof typeof problems;

/** The codes of all problems, in the order of their status. */
export const problemCodes = Object.keys(problems) as [ProblemCode, ...ProblemCode[]]; // Object.keys forgets the literal keys

/** Whether a name is the code of a problem. */
export function isProblemCode(name: string): name is ProblemCode {
  return Object.hasOwn(problems, name);
}

/** A rule that the input breaks: where, as a JSON path such as `$.safeguards[0].settings`, and the rule in words. */
export const Violation = z.object({ path: z.string(), message: z.string() });
export type Violation = z.infer<typeof Violation>;

/** What a problem says beside its code. All of it is public. */
export const ProblemFacts = z.object({
  detail: z.string(),
  /** The name of the service that could not do its part. */
  part: z.string().optional(),
  errors: z.array(Violation).optional(),
});
export type ProblemFacts = z.infer<typeof ProblemFacts>;

/** The most general problem with this status, for a problem of a later release whose code is unknown here. */
export function problemOfStatus(status: number): ProblemCode {
  const plain = ["invalid", "conflict", ...problemCodes] as const;
  return plain.find((code) => problems[code].status === status) ?? (status < 500 ? "invalid" : "internal");
}

/** A problem as one service sends it to another. */
export const ProblemMessage = ProblemFacts.extend({ code: z.enum(problemCodes) });
export type ProblemMessage = z.infer<typeof ProblemMessage>;

/** A problem as HTTP answers it: `application/problem+json`, RFC 9457. */
export const ProblemBody = ProblemMessage.extend({
  type: z.string().meta({
    description:
      "Where the page of the problem is, relative to the URL that was called: /problems/ and the code.",
  }),
  title: z.string(),
  status: z.int(),
  requestId: z.string().optional(),
});
export type ProblemBody = z.infer<typeof ProblemBody>;

/** The facts of a problem, and its cause. */
export interface ProblemOptions extends Omit<ProblemFacts, "detail"> {
  /** The error behind the problem. It is logged and never sent. */
  readonly cause?: unknown;
}

/** A failure that the caller is told about. `detail` is public and says what to do next; `cause` goes to the log. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly facts: ProblemFacts;

  constructor(code: ProblemCode, detail: string, { cause, ...facts }: ProblemOptions = {}) {
    super(detail, { cause });
    this.name = "Problem";
    this.code = code;
    this.facts = { detail, ...facts };
  }

  /** The status that HTTP answers with. */
  get status(): number {
    return problems[this.code].status;
  }

  /** The body that HTTP answers with. */
  toBody(requestId?: string): ProblemBody {
    const { status, title } = problems[this.code];
    const type = `/problems/${this.code}`;
    return {
      type,
      title,
      status,
      code: this.code,
      ...this.facts,
      ...(requestId === undefined ? {} : { requestId }),
    };
  }
}

/** Turns anything thrown into a problem. Whatever is not a `Problem` becomes `internal`, which reveals nothing about it. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const detail = "Stagepass failed in a way that it did not expect. Its log says more under this request id.";
  return new Problem("internal", detail, { cause: error });
}
