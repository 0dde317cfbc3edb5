import type { Problem } from "@stagepass/contracts";
import { askingSpans } from "../process/context.ts";
import type { Span, Tracer } from "../tracing/span.ts";
import type { QuestionPart } from "./parts.ts";

/** Begins the span of a request to another service. */
export function beginClientSpan(tracer: Tracer | undefined, subject: string): Span | undefined {
  if (tracer === undefined) return undefined;
  const [parent, ...links] = askingSpans();
  return tracer.begin(subject, { kind: "client", parent, links, attributes: attributesOf(subject) });
}

/** Begins the span that answers the request of another service, in the trace that it names. */
export function beginServerSpan(
  tracer: Tracer,
  subject: string,
  { traceparent, tracestate }: Pick<QuestionPart, "traceparent" | "tracestate">,
): Span {
  const parent = traceparent === undefined ? undefined : { traceparent, tracestate };
  return tracer.begin(subject, { kind: "server", parent, attributes: attributesOf(subject) });
}

/** Ends the span of a request that was answered with a problem. Only a failure of ours is a failed span. */
export function endWithProblem(span: Span, { code, status }: Problem): void {
  span.set({ "stagepass.problem.code": code });
  span.end(status >= 500 ? code : undefined);
}

function attributesOf(subject: string) {
  return { "rpc.system.name": "nats", "rpc.method": subject } as const;
}
