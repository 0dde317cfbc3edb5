import { z } from "zod";
import { defineEvent, defineRequest } from "../define/define.ts";
import { OrgName, ProviderName } from "../values/names.ts";
import { ProviderRole } from "../values/role-template.ts";
import { ProviderField } from "./providers-api.ts";

/** Reads the access role of a provider, which is null where it has static keys. Throws `not-found`. */
export const getProviderRole = defineRequest({
  subject: "profiles.v1.get-provider-role",
  summary: "Which role does this provider name?",
  timeoutMs: 3_000,
  callers: ["credentials"],
  unknownFields: "dropped",
  input: z.strictObject({ org: OrgName, provider: ProviderName }),
  output: z.object({ accessRole: ProviderRole.nullable() }),
  throws: ["not-found"],
});

const ofProvider = { org: z.string(), by: z.string(), provider: z.string(), revision: z.int() };
const example = { org: "acmecorp", by: "key_8Yq2", provider: "production" };

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
    /** The names of the fields that changed, of which a later release may have more. */
    changed: z.object({ fields: z.array(z.union([ProviderField, z.string()])) }),
  }),
  example: { ...example, revision: 2, isDefault: true, changed: { fields: ["accessRole"] } },
});

export const providerDeleted = defineEvent({
  subject: "profiles.v1.provider.deleted",
  summary: "A provider was deleted, and its static keys destroyed.",
  data: z.object(ofProvider),
  example: { ...example, revision: 2 },
});
