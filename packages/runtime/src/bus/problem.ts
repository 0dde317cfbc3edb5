import {
  isProblemCode,
  Problem,
  ProblemMessage,
  problemOfStatus,
  problems,
  type ServiceId,
} from "@stagepass/contracts";
import { type Msg, ServiceErrorCodeHeader, type ServiceMsg } from "nats";
import { z } from "zod";

/** Answers a request with a problem, as the protocol of NATS services has it for errors. */
export function encodeProblem(message: ServiceMsg, problem: Problem): void {
  const body: z.input<typeof ProblemMessage> = { code: problem.code, ...problem.facts };
  message.respondError(problem.status, problem.code, new TextEncoder().encode(JSON.stringify(body)));
}

/** Whether a reply is a problem. */
export function isProblem(reply: Msg): boolean {
  return reply.headers?.has(ServiceErrorCodeHeader) === true;
}

/** A problem of a service that may be of a later release, and know more codes. */
const LaterMessage = ProblemMessage.extend({ code: z.string() });

/** The problem in a reply, as it was thrown at the other end. What failed there is named as the part. */
export function decodeProblem(reply: Msg, part: ServiceId): Problem {
  const parsed = LaterMessage.safeParse(reply.json());
  if (!parsed.success) {
    return new Problem("internal", `The ${part} service answered something unreadable.`, {
      part,
      cause: parsed.error,
    });
  }
  const { code: name, detail, ...facts } = parsed.data;
  const code = isProblemCode(name)
    ? name
    : problemOfStatus(Number(reply.headers?.get(ServiceErrorCodeHeader)));
  const failed = problems[code].status >= 500;
  return new Problem(code, detail, { ...facts, ...(failed && facts.part === undefined ? { part } : {}) });
}
