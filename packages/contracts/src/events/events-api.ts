import { z } from "zod";
import { defineRoute } from "../define/define-route.ts";
import { OrgName } from "../values/names.ts";
import { CloudEvent } from "./cloud-event.ts";

export const streamEvents = defineRoute({
  service: "profiles",
  method: "GET",
  path: "/v1/orgs/{org}/events",
  summary:
    "Follow the events of an organization as they happen, and first those after the id in Last-Event-ID",
  action: "event:read",
  params: z.object({ org: OrgName }),
  headers: z.object({
    "last-event-id": z
      .string()
      .optional()
      .meta({ description: "The id that was received last. Without it, the stream begins now." }),
  }),
  isStream: true,
  response: CloudEvent,
  throws: [],
});
