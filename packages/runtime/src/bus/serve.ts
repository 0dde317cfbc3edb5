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
import type { ServiceMsg } from "nats";
import type { z } from "zod";
import { deadlineIn, requestIdFrom, runInContext, traceparentFrom } from "../process/context.ts";
import type { Log } from "../process/log.ts";
import type { Tracer } from "../tracing/span.ts";
import { header } from "./headers.ts";
import { MessageTooLargeError, type Outgoing } from "./outgoing.ts";
import { encodeProblem } from "./problem.ts";
import { readJson } from "./read-json.ts";
import { beginServerSpan, endWithProblem } from "./spans.ts";

/** Answers a request: receives its parsed input, and returns its output or throws a `Problem`. */
export type Handler<C extends RequestContract> = (
  input: Input<C>,
) => z.input<C["output"]> | Promise<z.input<C["output"]>>;

interface Serving {
  readonly message: ServiceMsg;
  readonly outgoing: Outgoing;
  readonly log: Log;
  readonly tracer: Tracer | undefined;
}

/** Answers one request, or with a problem if the handler throws. Never throws. */
export async function serve<C extends RequestContract>(
  contract: C,
  handler: Handler<C>,
  { message, outgoing, log, tracer }: Serving,
): Promise<void> {
  const subject = message.reply ?? "";
  const timeoutMs = Number(message.headers?.get(header.timeoutMs)) || contract.timeoutMs;
  const span = tracer && beginServerSpan(tracer, contract.subject, message.headers);
  const context = {
    requestId: requestIdFrom(message.headers?.get(header.requestId)),
    traceparent: span?.traceparent ?? traceparentFrom(message.headers?.get(header.traceparent)),
    span,
    deadline: deadlineIn(Math.min(timeoutMs, contract.timeoutMs)),
  };
  await runInContext(context, async () => {
    try {
      const output = await handler(readInput(contract, readJson(message)));
      const body = Buffer.from(JSON.stringify(parseKnown(contract.output, output)));
      outgoing.send({ subject, body, options: {} });
      span?.end();
    } catch (error) {
      const problem = error instanceof MessageTooLargeError ? answerTooLarge(contract) : toProblem(error);
      if (!problemsOfRequest(contract).includes(problem.code))
        log.warn({ subject: contract.subject, code: problem.code }, "a problem that is not declared");
      if (problem.status >= 500)
        log.error({ subject: contract.subject, err: problem.cause ?? problem }, "request failed");
      outgoing.send({ subject, ...encodeProblem(problem) });
      if (span !== undefined) endWithProblem(span, problem);
    }
  });
}

function answerTooLarge(contract: RequestContract): Problem {
  const part = ownerOf(contract);
  const detail = `What the ${part} service has to answer is larger than a message can be. Use fewer or shorter parameters.`;
  return new Problem("too-large", detail, { part });
}
