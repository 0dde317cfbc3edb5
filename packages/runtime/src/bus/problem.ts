import { Problem, ProblemMessage, problems, type ServiceId } from "@stagepass/contracts";
import { type Msg, ServiceErrorCodeHeader, type ServiceMsg } from "nats";
import type { z } from "zod";

/** Answers a request with a problem, in the form that the NATS services protocol has for errors. */
export function encodeProblem(message: ServiceMsg, problem: Problem): void {
  const body: z.input<typeof ProblemMessage> = { code: problem.code, ...problem.facts };
  message.respondError(problem.status, problem.code, new TextEncoder().encode(JSON.stringify(body)));
}

/** Whether a reply is a problem and not an answer. */
export function isProblem(reply: Msg): boolean {
  return reply.headers?.has(ServiceErrorCodeHeader) === true;
}

/** The problem in a reply, as it was thrown at the other end. What failed there is named as the part. */
export function decodeProblem(reply: Msg, part: ServiceId): Problem {
  const parsed = ProblemMessage.safeParse(reply.json());
  if (!parsed.success) {
    return new Problem("internal", `The ${part} service answered something unreadable.`, {
      part,
      cause: parsed.error,
    });
  }
  const { code, detail, ...facts } = parsed.data;
  const failed = problems[code].status >= 500;
  return new Problem(code, detail, { ...facts, ...(failed && facts.part === undefined ? { part } : {}) });
}
