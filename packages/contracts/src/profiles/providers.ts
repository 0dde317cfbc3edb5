import { z } from "zod";
import { defineRequest } from "../define/define.ts";
import { OrgName, ProviderName } from "../values/names.ts";
import { ProviderRole } from "../values/role-template.ts";

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
