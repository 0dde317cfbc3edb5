import { randomUUID } from "node:crypto";
import { type CloudEvent, type EventContract, ownerOf } from "@stagepass/contracts";
import type { z } from "zod";

/** An event as a row of the outbox. */
export interface Announcement {
  readonly eventId: string;
  readonly subject: string;
  /** The aggregate whose events have to stay in their order. */
  readonly about: string;
  readonly payload: CloudEvent;
}

/** What announces that an event happened to an aggregate. Throws for data that do not fit the event's contract. */
export function announcementOf<D extends z.ZodType>(
  event: EventContract<D>,
  about: string,
  data: z.input<D>,
): Announcement {
  const eventId = randomUUID();
  return {
    eventId,
    subject: event.subject,
    about,
    payload: {
      specversion: "1.0",
      id: eventId,
      source: `/stagepass/${ownerOf(event)}`,
      type: event.subject,
      subject: about,
      time: new Date().toISOString(),
      datacontenttype: "application/json",
      data: event.data.parse(data),
    },
  };
}
