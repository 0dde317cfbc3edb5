import {
  accountOf,
  maxLetterBytes,
  maxMessageBytes,
  type NatsUser,
  natsPermissions,
  natsUsers,
  type SharedSubject,
  sharedSubjects,
  type UserAccount,
} from "@stagepass/contracts";

/** The part of a NATS server's configuration that Stagepass demands: accounts, users, permissions, the message size. */
export function natsServerConfig(passwords: Readonly<Record<NatsUser, string>>): string {
  // The configuration language of NATS takes JSON for its maps.
  return `max_payload: ${maxMessageBytes}\naccounts: ${JSON.stringify(natsAccounts(passwords), null, 2)}\n`;
}

/** The accounts as the configuration has them: https://docs.nats.io/running-a-nats-service/configuration/securing_nats/accounts */
export function natsAccounts(passwords: Readonly<Record<NatsUser, string>>) {
  const usersOf = (account: ReturnType<typeof accountOf>) =>
    natsUsers
      .filter((user) => accountOf(user) === account)
      .map((user) => ({ user, password: passwords[user], permissions: natsPermissions(user) }));
  const account = (name: UserAccount) => ({
    users: usersOf(name),
    // What is imported as a service, and not as a stream, is answered: announcing an event is, by the stream.
    imports: sharedSubjects[name].map(({ subject, to }) => ({
      service: { account: "EVENTS", subject },
      ...(to !== undefined && { to }),
    })),
  });
  return {
    SERVICES: account("SERVICES"),
    // What the server does for a request of a subscriber grows with the square of its size.
    SUBSCRIBERS: {
      ...account("SUBSCRIBERS"),
      limits: { max_payload: maxLetterBytes, max_connections: 1_000 },
    },
    EVENTS: {
      jetstream: { max_streams: 2, max_consumers: 1_000 },
      users: usersOf("EVENTS"),
      exports: exports(),
    },
  };
}

/** A subject is exported once, to every account that imports it. */
function exports() {
  const found = new Map<string, { shared: SharedSubject; accounts: UserAccount[] }>();
  for (const name of ["SERVICES", "SUBSCRIBERS"] as const) {
    for (const shared of sharedSubjects[name]) {
      const entry = found.get(shared.subject) ?? { shared, accounts: [] };
      entry.accounts.push(name);
      found.set(shared.subject, entry);
    }
  }
  return [...found.values()].map(({ shared: { subject, manyAnswers }, accounts }) => ({
    service: subject,
    accounts,
    ...(manyAnswers && { response_type: "stream" }),
  }));
}
