import { z } from "zod";
import { defineEvent } from "../../define/define.ts";
import { ProviderField } from "../providers-api.ts";
import { by, exampleBy, namesOf } from "./event-fields.ts";

const ofProvider = { ...by, provider: z.string(), revision: z.int() };
const example = { ...exampleBy, provider: "production" };

export const providerCreated = defineEvent({
  subject: "profiles.v1.provider.created",
  summary: "A provider was created.",
  data: z.object({ ...ofProvider, isDefault: z.boolean() }),
  example: { ...example, revision: 1, isDefault: true },
});

export const providerUpdated = defineEvent({
  subject: "profiles.v1.provider.updated",
  summary: "A provider was changed.",
  data: z.object({
    ...ofProvider,
    isDefault: z.boolean(),
    changed: z.object({ fields: namesOf(ProviderField) }),
  }),
  example: { ...example, revision: 2, isDefault: true, changed: { fields: ["accessRole"] } },
});

export const providerDeleted = defineEvent({
  subject: "profiles.v1.provider.deleted",
  summary: "A provider was deleted, and its static keys destroyed.",
  data: z.object(ofProvider),
  example: { ...example, revision: 2 },
});
