import { maxMessageBytes, type NatsUser, natsPermissions, natsUsers } from "@stagepass/contracts";

/** The part of a NATS server's configuration that Stagepass demands: users, permissions and the message size. */
export function natsServerConfig(passwords: Readonly<Record<NatsUser, string>>): string {
  const users = natsUsers.map((user) => ({
    user,
    password: passwords[user],
    permissions: natsPermissions(user),
  }));
  // The configuration language of NATS takes JSON for its maps.
  return `max_payload: ${maxMessageBytes}\nauthorization: ${JSON.stringify({ users }, null, 2)}\n`;
}
