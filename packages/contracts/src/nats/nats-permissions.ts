import { events, requests } from "../catalogue/catalogue.ts";
import { ownerOf } from "../define/define.ts";
import { deadLetterStream, eventStream, eventsApiPrefix } from "../events/stream.ts";
import { ServiceId } from "../values/names.ts";

/** What a NATS user may do, in the words of a NATS server's configuration. */
export interface NatsPermissions {
  readonly publish: { readonly allow: readonly string[] };
  readonly subscribe: { readonly allow: readonly string[] };
  readonly allow_responses?: { readonly max: number; readonly expires: string };
}

/**
 * The users of the bus: every service, `subscriber` for people and programs that follow the events, and `administrator`
 * for who looks after the streams.
 */
export const natsUsers = [...ServiceId.options, "subscriber", "administrator"] as const;
export type NatsUser = (typeof natsUsers)[number];

/**
 * The inbox prefix of a user. On a bus where inboxes are shared, anyone who can connect can read the replies that
 * others get, and a reply can hold credentials.
 */
export function inboxPrefix(user: NatsUser): string {
  // Those whom people connect as have the inbox that every NATS client has, each in an account of its own.
  return user === "subscriber" || user === "administrator" ? "_INBOX" : `_INBOX_${user}`;
}

/** A user's permissions, made from the declarations of who owns and who calls what. */
export function natsPermissions(user: NatsUser): NatsPermissions {
  if (user === "subscriber") return subscriberPermissions();
  return user === "administrator" ? administratorPermissions() : servicePermissions(user);
}

function servicePermissions(service: ServiceId): NatsPermissions {
  const calls = requests.filter(({ callers }) => callers.includes(service));
  const answers = requests.filter((request) => ownerOf(request) === service);
  const announces = events.filter((event) => ownerOf(event) === service);
  return {
    publish: {
      allow: [
        ...subjectsOf(calls),
        ...subjectsOf(announces),
        ...(announces.length === 0 ? [] : streamRequests(eventsApiPrefix)),
      ],
    },
    subscribe: { allow: [...subjectsOf(answers), "$SRV.>", `${inboxPrefix(service)}.>`] },
    allow_responses: { max: 1, expires: "1m" },
  };
}

/** What an announcing service asks of JetStream: to make, correct and look at the streams, and never to empty one. */
export function streamRequests(apiPrefix: string): string[] {
  return [eventStream, deadLetterStream].flatMap(({ name }) =>
    ["CREATE", "UPDATE", "INFO"].map((verb) => `${apiPrefix}.STREAM.${verb}.${name}`),
  );
}

function subscriberPermissions(): NatsPermissions {
  return {
    publish: { allow: [...streamReads(eventsApiPrefix), ...deadLetterStream.subjects] },
    subscribe: { allow: [`${inboxPrefix("subscriber")}.>`] },
  };
}

/** Looking after the streams and their consumers: nobody else may delete what they hold. */
function administratorPermissions(): NatsPermissions {
  const ofStreams = [eventStream, deadLetterStream].flatMap(({ name }) => [
    ...["INFO", "DELETE", "PURGE", "MSG.GET", "MSG.DELETE"].map((verb) => `$JS.API.STREAM.${verb}.${name}`),
    ...["NAMES", "LIST"].map((verb) => `$JS.API.CONSUMER.${verb}.${name}`),
    ...["INFO", "DELETE"].map((verb) => `$JS.API.CONSUMER.${verb}.${name}.>`),
  ]);
  return {
    publish: { allow: ["$JS.API.INFO", "$JS.API.STREAM.NAMES", "$JS.API.STREAM.LIST", ...ofStreams] },
    // Somebody who listened to an event's subject here would let a consumer push to it.
    subscribe: { allow: [`${inboxPrefix("administrator")}.>`] },
  };
}

/** What whoever follows events asks of JetStream: to make, look at, read and acknowledge consumers of the streams. */
export function streamReads(apiPrefix: string): string[] {
  return [eventStream, deadLetterStream].flatMap(({ name }) => [
    `${apiPrefix}.STREAM.INFO.${name}`,
    ...["CREATE", "DURABLE.CREATE", "INFO", "DELETE", "MSG.NEXT"].map(
      (verb) => `${apiPrefix}.CONSUMER.${verb}.${name}.>`,
    ),
    `${apiPrefix}.CONSUMER.CREATE.${name}`,
    `$JS.ACK.${name}.>`,
  ]);
}

function subjectsOf(contracts: readonly { readonly subject: string }[]): string[] {
  return contracts.map(({ subject }) => subject).sort();
}
