import { maxMessageBytes, type NatsUser, natsPermissions, natsUsers } from "@stagepass/contracts";
import { natsAccounts } from "@stagepass/runtime";

/** Who may do everything in one account, as the administrator of a NATS server, and who may do too little. */
export const testBusUsers = ["services-root", "root", "unpermitted"] as const;
export type TestBusUser = NatsUser | (typeof testBusUsers)[number];

/**
 * The configuration of a test's NATS server: Stagepass's own, with users of the test's added. A user's name is its
 * password. With `accounts: false` everybody is in one account, as if the wall between them had fallen.
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

/** A user who may make a consumer, and neither read from it nor acknowledge. */
function unpermitted() {
  const { publish, subscribe } = natsPermissions("subscriber");
  const allow = publish.allow.filter((subject) => !/MSG\.NEXT|ACK/.test(subject));
  return { user: "unpermitted", password: "unpermitted", permissions: { publish: { allow }, subscribe } };
}
