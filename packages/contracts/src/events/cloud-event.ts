import { z } from "zod";

/** The envelope of an event on the bus: CloudEvents 1.0 in JSON. https://github.com/cloudevents/spec */
export const CloudEvent = z.object({
  specversion: z.literal("1.0"),
  /** Unique, also over repeated deliveries: deduplicate by it. */
  id: z.string(),
  /** `/stagepass/<service>` */
  source: z.string(),
  /** The subject on the bus: `profiles.v1.profile.updated`. */
  type: z.string(),
  /** What it happened to: `acmecorp/profiles/prod`. Events of one subject arrive in order. */
  subject: z.string(),
  time: z.iso.datetime(),
  datacontenttype: z.literal("application/json"),
  data: z.unknown(),
});
export type CloudEvent = z.infer<typeof CloudEvent>;
