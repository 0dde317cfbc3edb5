import { setTimeout as wait } from "node:timers/promises";
import {
  createTraceState,
  type Span as OpenTelemetrySpan,
  type Tracer as OpenTelemetryTracer,
  ROOT_CONTEXT,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  trace,
} from "@opentelemetry/api";
import { parseTraceParent } from "@opentelemetry/core";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import { BatchSpanProcessor, type SpanExporter, TracerProvider } from "@opentelemetry/sdk-trace";
import { resourceOf } from "./resource.ts";
import { samplerOf } from "./sampler.ts";
import type { IncomingTrace, Span, SpanStart, Tracer, Tracing, TracingOptions } from "./span.ts";
import type { TracingConfig } from "./tracing-config.ts";

/** How long a stop waits for the collector, in milliseconds. */
const flushMs = 3_000;

const kinds = { server: SpanKind.SERVER, client: SpanKind.CLIENT, internal: SpanKind.INTERNAL };

/**
 * Traces with the SDK of OpenTelemetry, and sends them to the endpoint in the background. At most 2,048 spans wait; more
 * are dropped. The SDK's globals, automatic instrumentation and context managers are not used: parents are passed on with
 * the context of a request, and a span says only what `Attributes` has.
 */
export function openTelemetry(config: TracingConfig, { version, onLost }: TracingOptions): Tracing {
  const scheduledDelayMillis = config.OTEL_BSP_SCHEDULE_DELAY ?? 5_000;
  const exporter = reportingLosses(new OTLPTraceExporter(), onLost);
  const processor = new BatchSpanProcessor({ exporter, scheduledDelayMillis });
  const tracers = new Map<string, Tracer>();
  const makeTracer = (service: string): Tracer => {
    const provider = new TracerProvider({
      resource: resourceOf(service, version),
      sampler: samplerOf(config),
      spanProcessors: [processor],
    });
    const tracer = provider.getTracer(`stagepass-${service}`, version);
    return { begin: (name, start) => new TracedSpan(begin(tracer, name, start)) };
  };
  return {
    tracerOf: (service) => {
      const tracer = tracers.get(service) ?? makeTracer(service);
      tracers.set(service, tracer);
      return tracer;
    },
    stop: async () => {
      const flushed = processor.shutdown().catch(onLost);
      await Promise.race([flushed, wait(flushMs, undefined, { ref: false })]);
    },
  };
}

function begin(tracer: OpenTelemetryTracer, name: string, start: SpanStart): OpenTelemetrySpan {
  const { kind, parent, links = [], attributes } = start;
  const parentContext = parent && contextOf(parent);
  return tracer.startSpan(
    name,
    {
      kind: kinds[kind],
      attributes: { ...attributes },
      links: links.flatMap((span) => contextOf(span) ?? []).map((context) => ({ context })),
    },
    parentContext === undefined ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, parentContext),
  );
}

function contextOf(parent: Span | IncomingTrace): SpanContext | undefined {
  if (parent instanceof TracedSpan) return parent.context;
  const context = parseTraceParent(parent.traceparent);
  if (context === null) return undefined;
  const { tracestate } = parent;
  return {
    ...context,
    isRemote: true,
    ...(tracestate === undefined ? {} : { traceState: createTraceState(tracestate) }),
  };
}

class TracedSpan implements Span {
  readonly #span: OpenTelemetrySpan;
  readonly context: SpanContext;

  constructor(span: OpenTelemetrySpan) {
    this.#span = span;
    this.context = span.spanContext();
  }

  get traceId(): string {
    return this.context.traceId;
  }

  get spanId(): string {
    return this.context.spanId;
  }

  get isSampled(): boolean {
    return (this.context.traceFlags & TraceFlags.SAMPLED) !== 0;
  }

  get traceparent(): string {
    return `00-${this.traceId}-${this.spanId}-${this.isSampled ? "01" : "00"}`;
  }

  get tracestate(): string | undefined {
    return this.context.traceState?.serialize() || undefined;
  }

  set(attributes: SpanStart["attributes"]): void {
    this.#span.setAttributes({ ...attributes });
  }

  end(failure?: string): void {
    if (failure !== undefined) {
      this.#span.setAttribute("error.type", failure);
      this.#span.setStatus({ code: SpanStatusCode.ERROR });
    }
    this.#span.end();
  }
}

/** The same exporter, which reports the exports that failed. The SDK itself would keep them to itself. */
function reportingLosses(exporter: SpanExporter, onLost: (reason: unknown) => void): SpanExporter {
  return {
    export: (spans, settle) =>
      exporter.export(spans, (result) => {
        if (result.error !== undefined) onLost(result.error);
        settle(result);
      }),
    shutdown: () => exporter.shutdown(),
  };
}
