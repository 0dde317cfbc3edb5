import { CloudEvent } from "@stagepass/contracts";
import { z } from "zod";

/** An event as the pages show it. */
export interface LiveEvent {
  readonly id: string;
  /** Such as `profiles.v1.profile.updated`. */
  readonly type: string;
  readonly subject: string;
  readonly time: string;
  /** The id of the access key that caused it, if somebody did. */
  readonly by: string | undefined;
}

const Told = CloudEvent.extend({ data: z.object({ by: z.string().optional() }) });

/** Reads an event of the stream. Returns undefined for what is none. */
export function readLiveEvent(text: string): LiveEvent | undefined {
  try {
    const { id, type, subject, time, data } = Told.parse(JSON.parse(text));
    return { id, type, subject, time, by: data.by };
  } catch {
    return undefined;
  }
}

/** What happened, in words: `profile rolled back`. */
export function whatHappened({ type }: Pick<LiveEvent, "type">): string {
  return type.split(".").slice(2).join(" ").replaceAll("-", " ");
}

/** What an event is about, below its organization: `["profiles", "prod"]`. */
export function pathOf({ subject }: Pick<LiveEvent, "subject">): readonly string[] {
  return subject.split("/").slice(1);
}
