import { events } from "../catalogue/catalogue.ts";
import { deadLetterStream, eventsApiPrefix } from "../events/stream.ts";
import { type NatsUser, streamReads, streamRequests } from "./nats-permissions.ts";

/** An account of the bus that asks the account of the streams, `EVENTS`. */
export type UserAccount = "SERVICES" | "SUBSCRIBERS";

/**
 * Something that an account may ask of the account that has the streams. Its answers go back to whoever asked, and
 * nowhere else.
 */
export interface SharedSubject {
  /** The subject in the account of the streams. */
  readonly subject: string;
  /** The same where it is asked from, when it has another name there. */
  readonly to?: string;
  /** Whether more than one answer comes back. */
  readonly manyAnswers?: boolean;
}

/** The account of a user. */
export function accountOf(user: NatsUser): UserAccount | "EVENTS" {
  if (user === "administrator") return "EVENTS";
  return user === "subscriber" ? "SUBSCRIBERS" : "SERVICES";
}

/**
 * All that passes into the account of the streams. A consumer, and the answer to any request, is sent by the server to
 * a subject that whoever asked has chosen, and no permission binds the server. So services, streams and subscribers are
 * in three accounts: what is sent in one cannot reach a service's request in another, nor a subject of the stream.
 */
export const sharedSubjects: Readonly<Record<UserAccount, readonly SharedSubject[]>> = {
  SERVICES: [...events.map(({ subject }) => ({ subject })), ...streamRequests("$JS.API").map(withPrefix)],
  SUBSCRIBERS: [
    ...deadLetterStream.subjects.map((subject) => ({ subject })),
    ...streamReads("$JS.API").map((subject) => ({
      ...withPrefix(subject),
      ...(subject.includes(".MSG.NEXT.") && { manyAnswers: true }),
    })),
  ],
};

/** The server answers `$JS.API` in every account itself, so that what another account answers needs another name. */
function withPrefix(subject: string): SharedSubject {
  return subject.startsWith("$JS.API.")
    ? { subject, to: subject.replace("$JS.API", eventsApiPrefix) }
    : { subject };
}
