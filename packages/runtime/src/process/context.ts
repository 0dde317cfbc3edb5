import { AsyncLocalStorage } from "node:async_hooks";
import { randomBytes } from "node:crypto";

/** What travels with a request through all services: its identity and how long it may still take. */
export interface RequestContext {
  readonly requestId: string;
  /** W3C trace context: https://www.w3.org/TR/trace-context/ */
  readonly traceparent: string;
  /** When the caller stops waiting, in milliseconds of this machine's monotonic clock. */
  readonly deadline: number;
}

const storage = new AsyncLocalStorage<RequestContext>();

/** The context of the request that is being served, or undefined outside of one. */
export function currentContext(): RequestContext | undefined {
  return storage.getStore();
}

/** Runs `work` and all that it awaits as part of the request. */
export function runInContext<T>(context: RequestContext, work: () => T): T {
  return storage.run(context, work);
}

/** A deadline `timeoutMs` from now. */
export function deadlineIn(timeoutMs: number): number {
  return performance.now() + timeoutMs;
}

/** How long the current request may still take, at most `limitMs` and at least 0, in milliseconds. */
export function remainingMs(limitMs: number): number {
  const deadline = currentContext()?.deadline;
  return deadline === undefined ? limitMs : Math.max(0, Math.min(limitMs, deadline - performance.now()));
}

/** The caller's request id when it is a harmless token, else a new one. */
export function requestIdFrom(header: unknown): string {
  if (typeof header === "string" && /^[\w.:-]{8,128}$/.test(header)) return header;
  return `req_${randomBytes(12).toString("base64url")}`;
}

/** The caller's trace, or the beginning of a new one. */
export function traceparentFrom(header: unknown): string {
  if (typeof header === "string" && /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/.test(header)) return header;
  return `00-${randomBytes(16).toString("hex")}-${randomBytes(8).toString("hex")}-00`;
}
