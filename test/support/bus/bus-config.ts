import { maxMessageBytes, type NatsUser, natsPermissions, natsUsers } from "@stagepass/contracts";
import { natsAccounts } from "@stagepass/runtime";

/** Users for tests: administrators, who may do everything in one account, and one with too few permissions. */
export const testBusUsers = ["services-root", "root", "unpermitted"] as const;
export type TestBusUser = NatsUser | (typeof testBusUsers)[number];

/**
 * Makes the configuration of a test's NATS server: Stagepass's own, with users for the test. A user's name is its
 * password. With `accounts: false` all users are in one account, as if accounts did not separate them.
 */
export function testBusConfig({ accounts = true } = {}): string {
  // Object.fromEntries forgets the literal keys.
  const passwords = Object.fromEntries(natsUsers.map((user) => [user, user])) as Record<NatsUser, string>;
  const { SERVICES, SUBSCRIBERS, EVENTS } = natsAccounts(passwords);
  const services = [...SERVICES.users, administrator("services-root")];
  const subscribers = [...SUBSCRIBERS.users, unpermitted()];
  const streams = [...EVENTS.users, administrator("root")];
  const configured = accounts
    ? {
        SERVICES: { ...SERVICES, users: services },
        SUBSCRIBERS: { ...SUBSCRIBERS, users: subscribers },
        EVENTS: { ...EVENTS, users: streams },
      }
    : { ALL: { jetstream: true, users: [...services, ...subscribers, ...streams] } };
  return `max_payload: ${maxMessageBytes}\naccounts: ${JSON.stringify(configured)}\n`;
}

function administrator(user: TestBusUser) {
  return { user, password: user };
}

/** Makes a user who may create a consumer, and neither read from it nor acknowledge. */
function unpermitted() {
  const { publish, subscribe } = natsPermissions("subscriber");
  const allow = publish.allow.filter((subject) => !/MSG\.NEXT|ACK/.test(subject));
  return { user: "unpermitted", password: "unpermitted", permissions: { publish: { allow }, subscribe } };
}
