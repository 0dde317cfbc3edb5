import { randomUUID } from "node:crypto";
import { type CloudEvent, type EventContract, ownerOf } from "@stagepass/contracts";
import type { z } from "zod";
import { currentContext } from "../process/context.ts";

/** An event as a row of the outbox. */
export interface Announcement {
  readonly eventId: string;
  readonly subject: string;
  /** The aggregate that the event is about. Its events stay in order. */
  readonly about: string;
  readonly payload: CloudEvent;
}

/** The row of the outbox that announces an event about an aggregate. Throws for data that do not fit the contract of the event. */
export function announcementOf<D extends z.ZodType>(
  event: EventContract<D>,
  about: string,
  data: z.input<D>,
): Announcement {
  const eventId = randomUUID();
  const traceparent = currentContext()?.span?.traceparent;
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
      ...(traceparent === undefined ? {} : { traceparent }),
      data: event.data.parse(data),
    },
  };
}
