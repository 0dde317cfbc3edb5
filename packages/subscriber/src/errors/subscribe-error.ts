/**
 * Why a subscription could not begin, or ended.
 *
 * - `bad-durable`, `unknown-type`, `bad-option`: an option is invalid
 * - `jetstream-off`, `stream-missing`, `stream-differs`, `not-permitted`: NATS is not set up for subscriptions
 * - `consumer-differs`: the durable name belongs to a consumer of another kind
 * - `unanswered`: NATS did not answer
 * - `closed`: the connection was closed
 * - `failed`: any other error of NATS
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

/** A subscription cannot begin or cannot continue. The message says what to do. */
export class SubscribeError extends Error {
  override readonly name = "SubscribeError";
  readonly code: SubscribeErrorCode;

  constructor(code: SubscribeErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}
