import { z } from "zod";
import { defineRoute } from "../define/define-route.ts";
import { OrgName, ProfileName, ProviderName } from "../values/names.ts";
import { PageQuery, pageOf } from "../values/page.ts";

const service = "profiles";
const InOrg = z.object({ org: OrgName });

/**
 * What a profile is used by: a stage that is mapped to it, an app whose default it is, or a line of the organization's stage
 * map.
 */
export const ProfileUseView = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("stage"), app: z.string(), stage: z.string() }),
  z.object({ kind: z.literal("default"), app: z.string() }),
  z.object({ kind: z.literal("org-stages"), stages: z.string() }),
]);
export type ProfileUseView = z.infer<typeof ProfileUseView>;

export const listProfileUses = defineRoute({
  service,
  method: "GET",
  path: "/v1/orgs/{org}/profiles/{profile}/uses",
  summary: "List what uses a deployment profile, and therefore keeps it from being deleted",
  action: "profile:read",
  scope: "all",
  params: InOrg.extend({ profile: ProfileName }),
  query: PageQuery,
  response: pageOf(ProfileUseView),
  throws: [],
});

/**
 * A service that is linked to a provider, an instance of one, or the blueprint of an app, of which each of its instances
 * in a stage begins with it where `stage` is not null. Links of what is removed count, since it can come back.
 */
export const ProviderUseView = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("service"), app: z.string(), service: z.string() }),
  z.object({
    kind: z.literal("instance"),
    ...{ app: z.string(), service: z.string(), stage: z.string(), region: z.string() },
  }),
  z.object({ kind: z.literal("blueprint"), app: z.string(), stage: z.string().nullable() }),
]);
export type ProviderUseView = z.infer<typeof ProviderUseView>;

export const listProviderUses = defineRoute({
  service,
  method: "GET",
  path: "/v1/orgs/{org}/providers/{provider}/uses",
  summary: "List the services, instances and blueprints that are linked to a provider",
  action: "provider:read",
  params: InOrg.extend({ provider: ProviderName }),
  query: PageQuery,
  response: pageOf(ProviderUseView),
  throws: [],
});
