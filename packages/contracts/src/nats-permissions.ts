import { events, requests } from "./catalogue.ts";
import { ownerOf } from "./define.ts";
import { ServiceId } from "./names.ts";
import { deadLetterStream, eventStream } from "./stream.ts";

/** What a NATS user may do, in the words of a NATS server's configuration. */
export interface NatsPermissions {
  readonly publish: { readonly allow: readonly string[] };
  readonly subscribe: { readonly allow: readonly string[] };
  readonly allow_responses?: { readonly max: number; readonly expires: string };
}

/** The users of the bus: the four services, and `subscriber` for people and programs that follow the events. */
export const natsUsers = [...ServiceId.options, "subscriber"] as const;
export type NatsUser = (typeof natsUsers)[number];

/**
 * The inbox prefix of a user. On a bus where inboxes are shared, anyone who can connect can read the replies that
 * others get, and a reply can hold credentials.
 */
export function inboxPrefix(user: NatsUser): string {
  return user === "subscriber" ? "_INBOX" : `_INBOX_${user}`;
}

/** A user's permissions, made from the declarations of who owns and who calls what. */
export function natsPermissions(user: NatsUser): NatsPermissions {
  return user === "subscriber" ? subscriberPermissions() : servicePermissions(user);
}

function servicePermissions(service: ServiceId): NatsPermissions {
  const calls = requests.filter(({ callers }) => callers.includes(service));
  const answers = requests.filter((request) => ownerOf(request) === service);
  const announces = events.filter((event) => ownerOf(event) === service);
  const streams = announces.length === 0 ? [] : [eventStream, deadLetterStream];
  return {
    publish: {
      allow: [
        ...subjectsOf(calls),
        ...subjectsOf(announces),
        ...streams.flatMap(({ name }) =>
          ["CREATE", "UPDATE", "INFO"].map((verb) => `$JS.API.STREAM.${verb}.${name}`),
        ),
      ],
    },
    subscribe: { allow: [...subjectsOf(answers), "$SRV.>", `${inboxPrefix(service)}.>`] },
    allow_responses: { max: 1, expires: "1m" },
  };
}

function subscriberPermissions(): NatsPermissions {
  const streams = [eventStream, deadLetterStream];
  return {
    publish: {
      allow: [
        ...streams.flatMap(({ name }) => reading(name)),
        ...deadLetterStream.subjects,
        // Finding the services, as `nats micro ls` does, asks nothing of what they answer.
        ...["PING", "INFO", "STATS"].flatMap((verb) => [`$SRV.${verb}`, `$SRV.${verb}.>`]),
      ],
    },
    subscribe: { allow: [`${inboxPrefix("subscriber")}.>`] },
  };
}

/** Making, asking and acknowledging consumers of a stream. */
function reading(stream: string): string[] {
  return [
    `$JS.API.STREAM.INFO.${stream}`,
    ...["CREATE", "DURABLE.CREATE", "INFO", "DELETE", "MSG.NEXT"].map(
      (verb) => `$JS.API.CONSUMER.${verb}.${stream}.>`,
    ),
    ...["CREATE", "NAMES", "LIST"].map((verb) => `$JS.API.CONSUMER.${verb}.${stream}`),
    `$JS.ACK.${stream}.>`,
  ];
}

function subjectsOf(contracts: readonly { readonly subject: string }[]): string[] {
  return contracts.map(({ subject }) => subject).sort();
}
