import {
  isProblemCode,
  Problem,
  ProblemMessage,
  problemOfStatus,
  problems,
  type ServiceId,
} from "@stagepass/contracts";
import { z } from "zod";

/** A problem of a service that may be of a later release, and know more codes. The status says what kind it is then. */
const ProblemPart = ProblemMessage.extend({ code: z.string(), status: z.int() });
type ProblemPart = z.input<typeof ProblemPart>;

/** A problem as the part of an answer. */
export function writeProblem({ status, code, facts }: Problem): ProblemPart {
  return { status, code, ...facts };
}

/** The problem in an answer, as it was thrown at the other end. What failed there is named as the part. */
export function readProblem(answered: unknown, part: ServiceId): Problem {
  const parsed = ProblemPart.safeParse(answered);
  if (!parsed.success) return unreadable(parsed.error, part);
  const { status, code: name, detail, ...facts } = parsed.data;
  const code = isProblemCode(name) ? name : problemOfStatus(status);
  const failed = problems[code].status >= 500;
  return new Problem(code, detail, { ...facts, ...(failed && facts.part === undefined ? { part } : {}) });
}

/** The problem that an answer is not one. */
export function unreadable(cause: unknown, part: ServiceId): Problem {
  return new Problem("internal", `The ${part} service answered something unreadable.`, { part, cause });
}
