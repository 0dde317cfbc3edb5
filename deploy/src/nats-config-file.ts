import type { NatsUser } from "@stagepass/contracts";
import { natsServerConfig } from "@stagepass/runtime";

/**
 * The configuration of the stack's NATS server. It writes messages to the disk before it acknowledges them, and has the
 * users and permissions of the contracts. Only the container's own health check can reach its monitoring.
 */
export function natsConfigFile(passwords: Readonly<Record<NatsUser, string>>): string {
  return `# Written by the container "provision" at every start: changes here are lost.
server_name: stagepass
listen: "0.0.0.0:4222"
http: "127.0.0.1:8222"
jetstream { store_dir: "/data", sync_interval: always }
${natsServerConfig(passwords)}`;
}
