import { z } from "zod";

/** An event as it travels on the bus: CloudEvents 1.0 in JSON. https://github.com/cloudevents/spec */
export const CloudEvent = z.object({
  specversion: z.literal("1.0"),
  /** The same in every delivery of an event, and unique to it: recognize repeated deliveries by it. */
  id: z.string(),
  /** `/stagepass/<service>` */
  source: z.string(),
  /** The type of the event, which is its subject on the bus: `profiles.v1.profile.updated`. */
  type: z.string(),
  /** What the event is about: `acmecorp/profiles/prod`. Events with the same subject arrive in order. */
  subject: z.string(),
  time: z.iso.datetime(),
  datacontenttype: z.literal("application/json"),
  /**
   * The trace of the change, where Stagepass records traces: the extension for distributed tracing, whose header the
   * message has, too. https://github.com/cloudevents/spec/blob/main/cloudevents/extensions/distributed-tracing.md
   */
  traceparent: z.string().optional(),
  data: z.unknown(),
});
export type CloudEvent = z.infer<typeof CloudEvent>;
