import {
  isProblemCode,
  Problem,
  ProblemMessage,
  problemOfStatus,
  problems,
  type ServiceId,
} from "@stagepass/contracts";
import { type Msg, ServiceErrorCodeHeader, ServiceErrorHeader } from "nats";
import { z } from "zod";
import { WrittenHeaders } from "./headers.ts";
import type { OutgoingMessage } from "./outgoing.ts";
import { readJson } from "./read-json.ts";

/** A problem as an answer, as the protocol of NATS services has it for errors. */
export function encodeProblem(problem: Problem): Pick<OutgoingMessage, "body" | "options"> {
  const body: z.input<typeof ProblemMessage> = { code: problem.code, ...problem.facts };
  const headers = new WrittenHeaders([
    [ServiceErrorCodeHeader, String(problem.status)],
    [ServiceErrorHeader, problem.code],
  ]);
  return { body: Buffer.from(JSON.stringify(body)), options: { headers } };
}

/** Whether a reply is a problem. */
export function isProblem(reply: Msg): boolean {
  return reply.headers?.has(ServiceErrorCodeHeader) === true;
}

/** A problem of a service that may be of a later release, and know more codes. */
const LaterMessage = ProblemMessage.extend({ code: z.string() });

/** The problem in a reply, as it was thrown at the other end. What failed there is named as the part. */
export function decodeProblem(reply: Pick<Msg, "data" | "headers">, part: ServiceId): Problem {
  const parsed = LaterMessage.safeParse(readJson(reply));
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
