import { inboxPrefix, type NatsUser } from "@stagepass/contracts";
import { type ConnectionOptions, connect, type NatsConnection } from "nats";

/**
 * Connects to NATS as one of its users, with a URL such as `nats://resolver:password@nats:4222`. With `tls://` it sends
 * nothing before the server has shown a certificate that this machine trusts; with `nats://` it takes TLS where the
 * server demands it. The connection survives any absence of the server. Throws what the NATS client throws.
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
    // A stack trace for each request, for errors that are translated anyway.
    noAsyncTraces: true,
    ...options,
  });
}
