import { AsyncLocalStorage } from "node:async_hooks";
import type { Span } from "../tracing/span.ts";
import { randomText } from "./random-text.ts";

/** What accompanies a request through all services: its ids and its deadline. */
export interface RequestContext {
  readonly requestId: string;
  /** W3C trace context: https://www.w3.org/TR/trace-context/ */
  readonly traceparent: string;
  /** When the caller stops waiting, in milliseconds of the monotonic clock of this process. */
  readonly deadline: number;
  /** What answers the request here, where traces are recorded. */
  readonly span?: Span | undefined;
  /** How long it has waited for answers that AWS may have held up, in milliseconds. */
  awsMs?: number;
}

const storage = new AsyncLocalStorage<RequestContext>();

/** The context of the current request, or undefined outside of one. */
export function currentContext(): RequestContext | undefined {
  return storage.getStore();
}

/** Runs `work`, and everything that it awaits, with this context. */
export function runInContext<T>(context: RequestContext, work: () => T): T {
  return storage.run(context, work);
}

/** Runs work that many requests share, without the context of the one that happens to begin it. */
export function outsideOfRequests<T>(work: () => T): T {
  return storage.exit(work);
}

const servedSpans = new AsyncLocalStorage<readonly Span[]>();
const noSpans: readonly Span[] = [];

/** The spans that the current work is done for: that of its request, or those of the requests whose batch it is. */
export function askingSpans(): readonly Span[] {
  const own = currentContext()?.span;
  return own === undefined ? (servedSpans.getStore() ?? noSpans) : [own];
}

/** Runs work that belongs to no request, such as a batch, on behalf of the requests with these spans. */
export function runForSpans<T>(spans: readonly Span[], work: () => T): T {
  // Without traces nothing is ever stored there, so that the storage costs nothing.
  const isNeedless = spans.length === 0 && servedSpans.getStore() === undefined;
  return isNeedless ? work() : servedSpans.run(spans, work);
}

/** A deadline `timeoutMs` from now. */
export function deadlineIn(timeoutMs: number): number {
  return performance.now() + timeoutMs;
}

/** The time that is left for the current request, in milliseconds: from 0 to `limitMs`. */
export function remainingMs(limitMs: number): number {
  const deadline = currentContext()?.deadline;
  return deadline === undefined ? limitMs : Math.max(0, Math.min(limitMs, deadline - performance.now()));
}

/** The caller's request id, or a new one if the caller's is not a short token that is safe to log. */
export function requestIdFrom(header: unknown): string {
  if (typeof header === "string" && /^[\w.:-]{8,128}$/.test(header)) return header;
  return `req_${randomText(12, "base64url")}`;
}

/** The caller's trace, or a new one. */
export function traceparentFrom(header: unknown): string {
  if (typeof header === "string" && /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/.test(header)) return header;
  return `00-${randomText(16, "hex")}-${randomText(8, "hex")}-00`;
}
