import { events } from "../catalogue/catalogue.ts";
import { deadLetterStream, eventsApiPrefix } from "../events/stream.ts";
import { ServiceId } from "../values/names.ts";
import {
  followerRequests,
  followsEvents,
  type NatsUser,
  streamerRequests,
  streamReads,
  streamRequests,
  streamsEvents,
} from "./nats-permissions.ts";

/** An account of the bus whose users make requests of `EVENTS`, the account of the streams. */
export type UserAccount = "SERVICES" | "SUBSCRIBERS";

/**
 * A subject of the streams' account to which users of another account may publish. The answer only reaches whoever
 * published.
 */
export interface SharedSubject {
  /** The subject in the account of the streams. */
  readonly subject: string;
  /** The name of the subject in the other account, if it differs. */
  readonly to?: string;
  /** Whether a message can have more than one answer. */
  readonly manyAnswers?: boolean;
}

/** The account that a user belongs to. */
export function accountOf(user: NatsUser): UserAccount | "EVENTS" {
  if (user === "administrator") return "EVENTS";
  return user === "subscriber" ? "SUBSCRIBERS" : "SERVICES";
}

/**
 * The only subjects that lead from another account into that of the streams. They are few for this reason: the server
 * sends the messages of a consumer, and the answer to a request, to whichever subject the client chose, and permissions
 * do not bind the server. Services, streams and subscribers are therefore in three accounts, so that a message which one
 * of them causes can reach neither a request of a service nor a subject of the streams.
 * A service that follows events may use one consumer, its own. What it reads has a reply subject under `$JS.ACK`, and no
 * service accepts such a request. A service that streams events to its callers may read an event by its number.
 */
export const sharedSubjects: Readonly<Record<UserAccount, readonly SharedSubject[]>> = {
  SERVICES: [
    ...events.map(({ subject }) => ({ subject })),
    ...unique([
      ...streamRequests("$JS.API"),
      ...ServiceId.options.filter(followsEvents).flatMap((service) => followerRequests("$JS.API", service)),
      ...(ServiceId.options.some(streamsEvents) ? streamerRequests("$JS.API") : []),
    ]).map(share),
  ],
  SUBSCRIBERS: [
    ...deadLetterStream.subjects.map((subject) => ({ subject })),
    ...streamReads("$JS.API").map(share),
  ],
};

function unique(subjects: readonly string[]): string[] {
  return [...new Set(subjects)];
}

function share(subject: string): SharedSubject {
  return { ...withPrefix(subject), ...(subject.includes(".MSG.NEXT.") && { manyAnswers: true }) };
}

/** In every account, the server answers `$JS.API` itself. The API of another account therefore needs another name. */
function withPrefix(subject: string): SharedSubject {
  return subject.startsWith("$JS.API.")
    ? { subject, to: subject.replace("$JS.API", eventsApiPrefix) }
    : { subject };
}
