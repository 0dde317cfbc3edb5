import { type NatsConnection, NatsError } from "nats";
import { connectNats } from "./connect-nats.ts";

/**
 * Connects somebody who follows the events, with a URL as `local.json` has it (`nats://subscriber:…@host:port`; `tls://`
 * for TLS). The connection survives any absence of NATS. Throws an error that says what to do when it cannot begin.
 */
export async function connectSubscriber(url: string): Promise<NatsConnection> {
  try {
    return await connectNats("subscriber", url);
  } catch (cause) {
    const { host, username } = new URL(url);
    throw new Error(refusal(cause, host, decodeURIComponent(username)), { cause });
  }
}

function refusal(cause: unknown, host: string, user: string): string {
  const code = cause instanceof NatsError ? cause.code : "";
  if (code === "AUTHORIZATION_VIOLATION" || code === "AUTHENTICATION_EXPIRED") {
    const who = user === "" ? "a user and a password" : `another password for the user ${user}`;
    return `NATS at ${host} wants ${who}. The local stack's URL is natsUrl in local.json.`;
  }
  if (code === "CONNECTION_REFUSED") {
    return `No NATS server answers at ${host}. Start Stagepass (npm start), or correct the address.`;
  }
  const reason = cause instanceof Error ? cause.message : String(cause);
  return `Cannot connect to NATS at ${host}: ${reason}. Check the address, and that nothing between blocks it.`;
}
