/**
 * Everything that a span can say: names, numbers and codes from Stagepass itself. There is no attribute for what somebody
 * sends, stores or receives. The names are the stable ones of https://opentelemetry.io/docs/specs/semconv/, and our own.
 */
export interface Attributes {
  readonly "http.request.method"?: string;
  readonly "http.route"?: string;
  readonly "http.response.status_code"?: number;
  /** How often a request was sent again. */
  readonly "http.request.resend_count"?: number;
  readonly "rpc.system.name"?: "nats" | "aws-api";
  /** The subject of a request between services, or the operation of AWS. */
  readonly "rpc.method"?: string;
  readonly "db.system.name"?: "postgresql";
  /** The schema, which has the name of its service. */
  readonly "db.namespace"?: string;
  /** What a statement does to which tables. */
  readonly "db.query.summary"?: string;
  /** The SQLSTATE of a failure. */
  readonly "db.response.status_code"?: string;
  readonly "cloud.region"?: string;
  readonly "error.type"?: string;
  readonly "stagepass.request.id"?: string;
  /** The code of the problem that was answered. */
  readonly "stagepass.problem.code"?: string;
}

/** A part of a trace: something that takes time on behalf of a request. */
export interface Span {
  readonly traceId: string;
  readonly spanId: string;
  /** Whether the sampler has chosen the trace, so that it is exported. */
  readonly isSampled: boolean;
  /** The trace as it goes on to others: https://www.w3.org/TR/trace-context/ */
  readonly traceparent: string;
  readonly tracestate: string | undefined;
  set(attributes: Attributes): void;
  /** Ends the span. What failed is named by a code, never by a message. */
  end(failure?: string): void;
}

/** A trace that comes in with a request, as its headers have it. */
export interface IncomingTrace {
  readonly traceparent: string;
  readonly tracestate: string | undefined;
}

/** How a span begins. */
export interface SpanStart {
  /** Whether it answers a request, sends one, or does neither. */
  readonly kind: "server" | "client" | "internal";
  /** What it is a part of. Left out where a trace begins. */
  readonly parent?: Span | IncomingTrace | undefined;
  /** The spans of others that it also works for. */
  readonly links?: readonly Span[];
  readonly attributes: Attributes;
}

/** Begins the spans of one service. Without an endpoint for traces there is none. */
export interface Tracer {
  begin(name: string, start: SpanStart): Span;
}

/** The tracing of a process. */
export interface Tracing {
  tracerOf(service: string): Tracer;
  /** Sends the spans that have ended, for some seconds at most. */
  stop(): Promise<void>;
}

/** What tracing needs beside its configuration. */
export interface TracingOptions {
  /** The version of Stagepass. */
  readonly version: string;
  /** Called after an export that failed, whose spans are dropped. */
  onLost(reason: unknown): void;
}
