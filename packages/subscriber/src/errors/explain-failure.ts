import { eventStream } from "@stagepass/contracts";
import type { NatsError } from "nats";
import { SubscribeError } from "./subscribe-error.ts";

/** The fields of an error of the `nats` package. `instanceof` would fail for another copy of the package. */
type NatsFailure = Partial<Pick<NatsError, "code" | "permissionContext" | "api_error">>;

const streamNotFound = 10_059;
const notEnabled = [10_039, 10_076];
const closedCodes = ["CONNECTION_CLOSED", "CONNECTION_DRAINING", "DISCONNECT"];

/** Turns an error of NATS into one that says what to do. */
export function explainFailure(error: unknown): SubscribeError {
  if (error instanceof SubscribeError) return error;
  const { code, permissionContext, api_error: api } = (error ?? {}) as NatsFailure; // every field of it is optional
  if (api?.err_code === streamNotFound) return streamMissing(error);
  if (code === "503" || notEnabled.some((each) => each === api?.err_code)) return jetStreamOff(error);
  if (code === "PERMISSIONS_VIOLATION") return notPermitted(permissionContext ?? {}, error);
  if (closedCodes.some((each) => each === code)) return connectionClosed(error);
  const reason = error instanceof Error ? error.message : String(error);
  if (code === "TIMEOUT") {
    return new SubscribeError(
      "unanswered",
      "NATS did not answer in time. Look whether the server is overloaded or without a JetStream leader.",
      { cause: error },
    );
  }
  return new SubscribeError("failed", `NATS refused the subscription: ${reason}`, { cause: error });
}

/** The error for a subject that the user of the connection is not permitted to use. */
export function notPermitted(
  { operation, subject }: { readonly operation?: unknown; readonly subject?: unknown },
  cause?: unknown,
): SubscribeError {
  const what = operation === "subscription" ? "subscribe to" : "publish";
  return new SubscribeError(
    "not-permitted",
    `The NATS user of this connection may not ${what} ${String(subject ?? "what a subscriber needs")}. ` +
      "Connect as the user subscriber, or give yours the same permissions.",
    { cause },
  );
}

/** The error for a connection that was closed for good. */
export function connectionClosed(cause?: unknown): SubscribeError {
  return new SubscribeError("closed", "The NATS connection was closed. Connect again and subscribe anew.", {
    cause,
  });
}

/** The error for a connection that is lost and will be restored. */
export function connectionLost(): SubscribeError {
  return new SubscribeError("unanswered", "The connection to NATS is lost. It goes on when NATS is back.");
}

function streamMissing(cause: unknown): SubscribeError {
  return new SubscribeError(
    "stream-missing",
    `There is no stream ${eventStream.name} on this NATS server. Stagepass makes it when its services start: ` +
      "start them, and check that this is their server.",
    { cause },
  );
}

function jetStreamOff(cause: unknown): SubscribeError {
  return new SubscribeError(
    "jetstream-off",
    "JetStream does not answer on this NATS server: it is switched off, or still starting. Switch it on with a " +
      "jetstream block in the server's configuration (or start it with -js -sd DIR), and subscribe again.",
    { cause },
  );
}
