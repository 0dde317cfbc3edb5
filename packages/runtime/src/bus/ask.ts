import {
  type Output,
  ownerOf,
  Problem,
  parseKnown,
  type RequestContract,
  type ServiceId,
} from "@stagepass/contracts";
import { ErrorCode, NatsError } from "nats";
import type { z } from "zod";
import { currentContext, remainingMs } from "../process/context.ts";
import type { Span } from "../tracing/span.ts";
import { MessageTooLargeError } from "./outgoing.ts";
import { type QuestionPart, UnreadableError } from "./parts.ts";
import { readProblem, unreadable } from "./problem.ts";
import type { Questions } from "./questions.ts";

/** Asks a service, for no longer than the contract and the caller's own deadline allow. Throws what it was answered, as a `Problem`. */
export async function ask<C extends RequestContract>(
  questions: Questions,
  contract: C,
  input: z.input<C["input"]>,
  span: Span | undefined,
): Promise<Output<C>> {
  const part = ownerOf(contract);
  const timeoutMs = Math.ceil(remainingMs(contract.timeoutMs));
  if (timeoutMs === 0)
    throw new Problem("unavailable", `There was no time left to ask the ${part} service. Try again.`, {
      part,
    });
  const askedAt = performance.now();
  const answer = await questions
    .ask(contract.subject, { ...contextOf(contract, timeoutMs, span), input }, timeoutMs)
    .catch((error: unknown) => {
      throw unanswered(error, part);
    });
  if (contract.waitsForAws) noteWait(askedAt);
  if (answer.problem !== undefined) throw readProblem(answer.problem, part);
  return parseKnown(contract.output, answer.output) as Output<C>; // the generic contract does not tell its output type
}

/** Requests that wait for AWS are sent at the same time, so that the longest of them is how long the caller waited. */
function noteWait(askedAt: number): void {
  const context = currentContext();
  if (context !== undefined) context.awsMs = Math.max(context.awsMs ?? 0, performance.now() - askedAt);
}

/** What accompanies a question. The time is left out where it is as long as the contract allows, which the other end knows. */
function contextOf(
  contract: RequestContract,
  timeoutMs: number,
  span: Span | undefined,
): Omit<QuestionPart, "id" | "input"> {
  const context = currentContext();
  return {
    timeoutMs: timeoutMs < contract.timeoutMs ? timeoutMs : undefined,
    requestId: context?.requestId,
    traceparent: span?.traceparent ?? context?.traceparent,
    tracestate: span?.tracestate,
  };
}

function unanswered(error: unknown, part: ServiceId): Problem {
  if (error instanceof UnreadableError) return unreadable(error, part);
  if (error instanceof MessageTooLargeError) {
    return new Problem("too-large", `The request is too large for the ${part} service.`, {
      part,
      cause: error,
    });
  }
  const isLate = error instanceof NatsError && error.code === ErrorCode.Timeout;
  const what = isLate ? "did not answer in time" : "cannot be reached";
  return new Problem("unavailable", `The ${part} service ${what}. Try again shortly.`, {
    part,
    cause: error,
  });
}
