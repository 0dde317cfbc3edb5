import { bytesIn, type Fields, messagesIn, numberIn, readFields } from "./protobuf.ts";

/** A span as a collector receives it. */
export interface ReceivedSpan {
  /** The name of the service, from the resource. */
  readonly service: string;
  readonly name: string;
  readonly kind: "internal" | "server" | "client" | "other";
  readonly traceId: string;
  readonly spanId: string;
  /** The parent's id, or an empty text where a trace begins. */
  readonly parentId: string;
  readonly traceState: string;
  readonly attributes: Readonly<Record<string, string | number>>;
  /** The ids of the spans that it is linked to. */
  readonly links: readonly string[];
  readonly failed: boolean;
}

const kinds = ["other", "internal", "server", "client"] as const;

/** Reads an ExportTraceServiceRequest: https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/trace/v1/trace.proto */
export function readSpans(body: Buffer): ReceivedSpan[] {
  return messagesIn(readFields(body), 1).flatMap((ofResource) => {
    const [resource] = messagesIn(ofResource, 1);
    const service = String(resource && attributesIn(resource, 1)["service.name"]);
    const spans = messagesIn(ofResource, 2).flatMap((ofScope) => messagesIn(ofScope, 2));
    return spans.map((span) => readSpan(span, service));
  });
}

function readSpan(span: Fields, service: string): ReceivedSpan {
  const [status] = messagesIn(span, 15);
  return {
    service,
    name: bytesIn(span, 5).toString(),
    kind: kinds[numberIn(span, 6)] ?? "other",
    traceId: bytesIn(span, 1).toString("hex"),
    spanId: bytesIn(span, 2).toString("hex"),
    parentId: bytesIn(span, 4).toString("hex"),
    traceState: bytesIn(span, 3).toString(),
    attributes: attributesIn(span, 9),
    links: messagesIn(span, 13).map((link) => bytesIn(link, 2).toString("hex")),
    failed: status !== undefined && numberIn(status, 3) === 2,
  };
}

function attributesIn(fields: Fields, number: number): Record<string, string | number> {
  return Object.fromEntries(
    messagesIn(fields, number).map((pair) => {
      const [value = new Map()] = messagesIn(pair, 2);
      return [bytesIn(pair, 1).toString(), value.has(3) ? numberIn(value, 3) : bytesIn(value, 1).toString()];
    }),
  );
}
