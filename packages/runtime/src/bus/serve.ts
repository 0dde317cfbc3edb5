import {
  type Input,
  ownerOf,
  Problem,
  parseKnown,
  problemsOfRequest,
  type RequestContract,
  readInput,
  toProblem,
} from "@stagepass/contracts";
import type { z } from "zod";
import { deadlineIn, requestIdFrom, runInContext, traceparentFrom } from "../process/context.ts";
import type { Log } from "../process/log.ts";
import type { Tracer } from "../tracing/span.ts";
import { MessageTooLargeError, type Outgoing } from "./outgoing.ts";
import type { AnswerPart, QuestionPart } from "./parts.ts";
import { writeProblem } from "./problem.ts";
import { beginServerSpan, endWithProblem } from "./spans.ts";

/** Answers a request: receives its parsed input, and returns its output or throws a `Problem`. */
export type Handler<C extends RequestContract> = (
  input: Input<C>,
) => z.input<C["output"]> | Promise<z.input<C["output"]>>;

interface Serving {
  readonly question: QuestionPart;
  /** The subject that it is answered at. */
  readonly reply: string;
  readonly outgoing: Outgoing;
  readonly log: Log;
  readonly tracer: Tracer | undefined;
}

/** Answers one request, or with a problem if the handler throws. Never throws. */
export async function serve<C extends RequestContract>(
  contract: C,
  handler: Handler<C>,
  { question, reply, outgoing, log, tracer }: Serving,
): Promise<void> {
  const { id, timeoutMs = contract.timeoutMs } = question;
  const span = tracer && beginServerSpan(tracer, contract.subject, question);
  const context = {
    requestId: requestIdFrom(question.requestId),
    traceparent: span?.traceparent ?? traceparentFrom(question.traceparent),
    span,
    deadline: deadlineIn(Math.min(timeoutMs, contract.timeoutMs)),
  };
  const send = (answer: Omit<AnswerPart, "id">) =>
    outgoing.send({ subject: reply, id, text: JSON.stringify({ id, ...answer }) });
  await runInContext(context, async () => {
    try {
      const output = await handler(readInput(contract, question.input));
      send({ output: parseKnown(contract.output, output) });
      span?.end();
    } catch (error) {
      const problem = error instanceof MessageTooLargeError ? answerTooLarge(contract) : toProblem(error);
      if (!problemsOfRequest(contract).includes(problem.code))
        log.warn({ subject: contract.subject, code: problem.code }, "a problem that is not declared");
      if (problem.status >= 500)
        log.error({ subject: contract.subject, err: problem.cause ?? problem }, "request failed");
      send({ problem: writeProblem(problem) });
      if (span !== undefined) endWithProblem(span, problem);
    }
  });
}

function answerTooLarge(contract: RequestContract): Problem {
  const part = ownerOf(contract);
  const detail = `What the ${part} service has to answer is larger than a message can be. Use fewer or shorter parameters.`;
  return new Problem("too-large", detail, { part });
}
