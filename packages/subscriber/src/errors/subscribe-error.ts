/**
 * Why there is no subscription, or none any longer.
 *
 * - `bad-durable`, `unknown-type`, `bad-option`: what was asked for makes no sense
 * - `jetstream-off`, `stream-missing`, `stream-differs`, `not-permitted`: NATS is not set up for it
 * - `consumer-differs`: the durable name belongs to a consumer of another kind
 * - `unanswered`, `closed`: NATS did not answer; the connection was closed
 * - `failed`: anything else that NATS says
 */
export type SubscribeErrorCode =
  | "bad-durable"
  | "unknown-type"
  | "bad-option"
  | "jetstream-off"
  | "stream-missing"
  | "stream-differs"
  | "not-permitted"
  | "consumer-differs"
  | "unanswered"
  | "closed"
  | "failed";

/** A subscription that cannot be, or cannot go on. The message says what to do about it. */
export class SubscribeError extends Error {
  override readonly name = "SubscribeError";
  readonly code: SubscribeErrorCode;

  constructor(code: SubscribeErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}
