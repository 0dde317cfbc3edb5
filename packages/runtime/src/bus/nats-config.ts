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

/** The part of a NATS server's configuration that Stagepass requires: accounts, users, permissions, the message size. */
export function natsServerConfig(passwords: Readonly<Record<NatsUser, string>>): string {
  // The configuration language of NATS accepts JSON for its maps.
  return `max_payload: ${maxMessageBytes}\naccounts: ${JSON.stringify(natsAccounts(passwords), null, 2)}\n`;
}

/** The accounts of the configuration: https://docs.nats.io/running-a-nats-service/configuration/securing_nats/accounts */
export function natsAccounts(passwords: Readonly<Record<NatsUser, string>>) {
  const usersOf = (account: ReturnType<typeof accountOf>) =>
    natsUsers
      .filter((user) => accountOf(user) === account)
      .map((user) => ({ user, password: passwords[user], permissions: natsPermissions(user) }));
  const account = (name: UserAccount) => ({
    users: usersOf(name),
    // An import as a service, and not as a stream, lets answers come back: the stream acknowledges each event.
    imports: sharedSubjects[name].map(({ subject, to }) => ({
      service: { account: "EVENTS", subject },
      ...(to !== undefined && { to }),
    })),
  });
  return {
    SERVICES: account("SERVICES"),
    // The work of the server for a request of a subscriber grows with the square of its size.
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

/** The subjects that the streams' account exports, each once for all accounts that import it. */
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
