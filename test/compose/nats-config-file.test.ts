import { maxMessageBytes, type NatsUser, natsPermissions, natsUsers } from "@stagepass/contracts";
import { expect, test } from "vitest";
import { natsConfigFile } from "../../deploy/src/nats-config-file.ts";

// Object.fromEntries forgets the literal keys.
const passwords = Object.fromEntries(natsUsers.map((user) => [user, `${user}"s`])) as Record<
  NatsUser,
  string
>;
const file = natsConfigFile(passwords);

test("NATS stores messages on the volume's disk before it acknowledges them", () => {
  expect(file).toContain('jetstream { store_dir: "/data", sync_interval: always }');
});

test("NATS accepts messages as large as the contracts allow", () => {
  expect(file).toContain(`max_payload: ${maxMessageBytes}\n`);
});

test("the users of NATS are those of the contracts, with their permissions and any password", () => {
  const { SERVICES, SUBSCRIBERS, EVENTS } = JSON.parse(
    file.slice(file.indexOf("accounts: ") + "accounts: ".length),
  );
  expect([...SERVICES.users, ...SUBSCRIBERS.users, ...EVENTS.users]).toEqual(
    natsUsers.map((user) => ({ user, password: `${user}"s`, permissions: natsPermissions(user) })),
  );
  expect(EVENTS).toMatchObject({ jetstream: { max_streams: 2 } });
  expect([SERVICES, SUBSCRIBERS].some((account) => "jetstream" in account)).toBe(false);
});

test("the monitoring of NATS cannot be read from outside the container", () => {
  expect(file).toContain('http: "127.0.0.1:8222"');
});
