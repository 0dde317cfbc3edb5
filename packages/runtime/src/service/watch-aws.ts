import type { Metrics } from "../metrics/metrics.ts";
import { askingSpans } from "../process/context.ts";
import type { Tracer } from "../tracing/span.ts";

/** A call to AWS that begins. */
export interface AwsCall {
  /** The service, such as `STS`. */
  readonly service: string;
  /** The operation, such as `AssumeRole`. */
  readonly operation: string;
  readonly region: string;
}

/** How a call to AWS ended. */
export interface AwsAnswer {
  readonly outcome: "ok" | "throttled" | "refused" | "unauthenticated" | "unavailable";
  /** The status of the last answer, if there was one. */
  readonly status?: number | undefined;
  /** How often it was tried. */
  readonly attempts?: number | undefined;
}

/** Notes that a call begins. The returned function notes how it ended. */
export type WatchAws = (call: AwsCall) => (answer: AwsAnswer) => void;

/** Watches the calls to AWS of a service, in its metrics and in the traces of those who ask for them. */
export function watchAws(metrics: Metrics, tracer: Tracer | undefined): WatchAws {
  return ({ service, operation, region }) => {
    const begun = performance.now();
    const [parent, ...links] = tracer === undefined ? [] : askingSpans();
    const span =
      parent &&
      tracer?.begin(`${service}/${operation}`, {
        kind: "client",
        parent,
        links,
        attributes: {
          "rpc.system.name": "aws-api",
          "rpc.method": `${service}/${operation}`,
          "cloud.region": region,
        },
      });
    return ({ outcome, status, attempts = 1 }) => {
      metrics.observeAwsCall({ service, operation, outcome }, (performance.now() - begun) / 1_000, span);
      span?.set({
        ...(status === undefined ? {} : { "http.response.status_code": status }),
        ...(attempts > 1 ? { "http.request.resend_count": attempts - 1 } : {}),
      });
      span?.end(outcome === "ok" ? undefined : outcome);
    };
  };
}
