import { z } from "zod";
import { defineEvent } from "../../define/define.ts";
import { OrgField } from "../orgs-api.ts";
import { by, exampleBy, namesOf } from "./event-fields.ts";

export const orgCreated = defineEvent({
  subject: "profiles.v1.org.created",
  summary: "An organization was created.",
  data: z.object(by),
  example: { org: "acmecorp", by: "operator" },
});

export const orgUpdated = defineEvent({
  subject: "profiles.v1.org.updated",
  summary: "An organization's settings were changed.",
  data: z.object({ ...by, changed: z.object({ fields: namesOf(OrgField) }) }),
  example: { ...exampleBy, changed: { fields: ["clients"] } },
});
