import { inboxPrefix, type NatsUser } from "@stagepass/contracts";
import { type ConnectionOptions, connect, type NatsConnection } from "nats";

/**
 * Connects to NATS as one of its users, with a URL such as `nats://resolver:password@nats:4222`. With `tls://`, nothing is
 * sent before the server has presented a certificate that this machine trusts; with `nats://`, TLS is used if the server
 * requires it. The connection is restored whenever the server comes back. Throws what the NATS client throws.
 */
export async function connectNats(
  user: NatsUser,
  url: string,
  options: Pick<ConnectionOptions, "pingInterval"> = {},
): Promise<NatsConnection> {
  const { protocol, host, username, password } = new URL(url);
  return connect({
    servers: host,
    ...(username === "" ? {} : { user: decodeURIComponent(username), pass: decodeURIComponent(password) }),
    ...(protocol === "tls:" ? { tls: {} } : {}),
    name: `stagepass-${user}`,
    inboxPrefix: inboxPrefix(user),
    maxReconnectAttempts: -1,
    reconnectTimeWait: 250,
    timeout: 5_000,
    // Otherwise, the client records a stack trace for each request. Its errors are translated in any case.
    noAsyncTraces: true,
    ...options,
  });
}
