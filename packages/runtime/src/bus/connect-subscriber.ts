import { type NatsConnection, NatsError } from "nats";
import { connectNats } from "./connect-nats.ts";

/**
 * Connects a program that follows events, with a URL as `local.json` has it: `nats://subscriber:…@host:port`, or `tls://`
 * for TLS. The connection is restored whenever NATS comes back. Throws an error with advice when it cannot connect.
 */
export async function connectSubscriber(url: string): Promise<NatsConnection> {
  try {
    return await connectNats("subscriber", url);
  } catch (cause) {
    const { host, username } = new URL(url);
    throw new Error(messageOf(cause, host, decodeURIComponent(username)), { cause });
  }
}

function messageOf(cause: unknown, host: string, user: string): string {
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
