import { events, requests, routes } from "../catalogue/catalogue.ts";
import { ownerOf } from "../define/define.ts";
import { deadLetterStream, eventStream, eventsApiPrefix } from "../events/stream.ts";
import { ServiceId } from "../values/names.ts";

/** The permissions of a NATS user, as the configuration of a NATS server has them. */
export interface NatsPermissions {
  readonly publish: { readonly allow: readonly string[] };
  readonly subscribe: { readonly allow: readonly string[] };
  readonly allow_responses?: { readonly max: number; readonly expires: string };
}

/**
 * The users of the bus: one for each service, `subscriber` for people and programs that follow events, and
 * `administrator` for people who maintain the streams.
 */
export const natsUsers = [...ServiceId.options, "subscriber", "administrator"] as const;
/** The name of a user of the bus. */
export type NatsUser = (typeof natsUsers)[number];

/**
 * The prefix of the inboxes of a user. If users shared a prefix, each could read the replies to the others, and a reply
 * can hold credentials.
 */
export function inboxPrefix(user: NatsUser): string {
  // People connect as these two with any NATS client, so that they keep the usual prefix. Each has an account of its own.
  return user === "subscriber" || user === "administrator" ? "_INBOX" : `_INBOX_${user}`;
}

/** The permissions of a user, made from the contracts: a service may answer and announce its own, and call what names it. */
export function natsPermissions(user: NatsUser): NatsPermissions {
  if (user === "subscriber") return subscriberPermissions();
  return user === "administrator" ? administratorPermissions() : servicePermissions(user);
}

function servicePermissions(service: ServiceId): NatsPermissions {
  const calls = requests.filter(({ callers }) => callers.includes(service));
  const answers = requests.filter((request) => ownerOf(request) === service);
  const announces = events.filter((event) => ownerOf(event) === service);
  const ofStreams = new Set([
    ...(announces.length === 0 ? [] : streamRequests(eventsApiPrefix)),
    ...(followsEvents(service) ? followerRequests(eventsApiPrefix, service) : []),
    ...(streamsEvents(service) ? streamerRequests(eventsApiPrefix) : []),
  ]);
  return {
    publish: {
      allow: [...subjectsOf(calls), ...subjectsOf(announces), ...ofStreams],
    },
    subscribe: { allow: [...subjectsOf(answers), "$SRV.>", `${inboxPrefix(service)}.>`] },
    // Each question of a message may be answered by itself. A subject for answers belongs to the questions of one subject:
    // whoever may answer there was asked one of these within the last minute.
    allow_responses: { max: -1, expires: "1m" },
  };
}

/** The requests to JetStream of a service that announces events: it may create, update and inspect streams, not empty them. */
export function streamRequests(apiPrefix: string): string[] {
  return [eventStream, deadLetterStream].flatMap(({ name }) =>
    ["CREATE", "UPDATE", "INFO"].map((verb) => `${apiPrefix}.STREAM.${verb}.${name}`),
  );
}

/** Whether a service follows events of others. */
export function followsEvents(service: ServiceId): boolean {
  return events.some(({ followers }) => followers?.includes(service));
}

/** The name of the durable consumer by which the replicas of a service follow events. */
export function durableOf(service: ServiceId): string {
  return `stagepass-${service}`;
}

/**
 * The requests to JetStream of a service that follows events: it may create, inspect and read its own consumer, acknowledge
 * what it read, and keep its own dead letters.
 */
export function followerRequests(apiPrefix: string, service: ServiceId): string[] {
  const consumer = `${eventStream.name}.${durableOf(service)}`;
  return [
    `${apiPrefix}.STREAM.INFO.${eventStream.name}`,
    ...["CREATE", "DURABLE.CREATE", "INFO", "MSG.NEXT"].map(
      (verb) => `${apiPrefix}.CONSUMER.${verb}.${consumer}`,
    ),
    `$JS.ACK.${consumer}.>`,
    `dead-letter.${durableOf(service)}`,
  ];
}

/** Whether a service streams events to its callers over HTTP. */
export function streamsEvents(service: ServiceId): boolean {
  return routes.some((route) => route.isStream && route.service === service);
}

/**
 * The requests to JetStream of a service that streams events to its callers: it may inspect the stream and read an event
 * by its number. With these it needs no consumer in each process, and no permission that covers the consumers of others.
 */
export function streamerRequests(apiPrefix: string): string[] {
  return ["INFO", "MSG.GET"].map((verb) => `${apiPrefix}.STREAM.${verb}.${eventStream.name}`);
}

function subscriberPermissions(): NatsPermissions {
  return {
    publish: { allow: [...streamReads(eventsApiPrefix), ...deadLetterStream.subjects] },
    subscribe: { allow: [`${inboxPrefix("subscriber")}.>`] },
  };
}

/** Only the administrator may delete messages, streams and consumers. */
function administratorPermissions(): NatsPermissions {
  const ofStreams = [eventStream, deadLetterStream].flatMap(({ name }) => [
    ...["INFO", "DELETE", "PURGE", "MSG.GET", "MSG.DELETE"].map((verb) => `$JS.API.STREAM.${verb}.${name}`),
    ...["NAMES", "LIST"].map((verb) => `$JS.API.CONSUMER.${verb}.${name}`),
    ...["INFO", "DELETE"].map((verb) => `$JS.API.CONSUMER.${verb}.${name}.>`),
  ]);
  return {
    publish: { allow: ["$JS.API.INFO", "$JS.API.STREAM.NAMES", "$JS.API.STREAM.LIST", ...ofStreams] },
    // A subscription to the subject of an event would allow a consumer to push messages to it.
    subscribe: { allow: [`${inboxPrefix("administrator")}.>`] },
  };
}

/** The requests to JetStream of a subscriber: it may create, inspect, read and delete consumers, and acknowledge. */
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
