import type { Shot } from "../load/order.ts";
import type { Phase } from "./arrivals.ts";

/** Requests of one kind of caller. Its shots, which differ in their keys, take turns. */
export interface Stream {
  readonly name: string;
  readonly shots: readonly Shot[];
  /**
   * When they are sent: in a closed loop, each connection sends its next request once it has an answer; in an open one,
   * each request is sent when it is due, however the ones before it fare.
   */
  readonly pace: { readonly connections: number; readonly seconds: number } | readonly Phase[];
}

/** What the sender is asked to do: all streams at the same time. */
export interface SendOrder {
  readonly streams: readonly Stream[];
}

/** What became of one request. */
export interface Outcome {
  /** When it was due, in milliseconds from the beginning. */
  readonly dueMs: number;
  /** From the moment when it was due, even if it could only be sent later, until the end of its answer. */
  readonly tookMs: number;
  /** The status of the answer, or why there is none. */
  readonly status: number | "wrong" | "broken" | "not sent";
}

/** What became of all requests. */
export interface SendReport {
  readonly outcomes: Readonly<Record<string, readonly Outcome[]>>;
  readonly sockets: number;
  /** Of one processor, what sending took. */
  readonly senderShare: number;
}
