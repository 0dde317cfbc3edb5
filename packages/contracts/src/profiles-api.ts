import { z } from "zod";
import { AccessRole } from "./access-role.ts";
import { defineRoute } from "./define-route.ts";
import { AppName, Description, OrgName, ProfileName, StageName } from "./names.ts";
import { PageQuery, pageOf } from "./page.ts";
import { ParameterInput, ParameterView } from "./parameter.ts";
import { plainText } from "./plain-text.ts";
import { KeyRole, KeyScope } from "./principal.ts";
import { Safeguard } from "./safeguard.ts";
import { secret } from "./secret.ts";

const service = "profiles";
const InOrg = z.object({ org: OrgName });
const AtProfile = InOrg.extend({ profile: ProfileName });
const AtVersion = AtProfile.extend({ version: z.coerce.number().int().min(1).max(2_147_483_647) });
const AtApp = InOrg.extend({ app: AppName });
const AtStage = AtApp.extend({ stage: StageName });
const AtKey = InOrg.extend({ keyId: z.string().max(64) });
const stamps = { createdAt: z.iso.datetime(), updatedAt: z.iso.datetime() };

export const OrgView = z.object({ name: z.string(), description: z.string(), createdAt: z.iso.datetime() });
export type OrgView = z.infer<typeof OrgView>;

/** A key as it is shown once, when it is made. */
const NewKey = secret(z.string());

export const createOrg = defineRoute({
  service,
  method: "POST",
  path: "/v1/orgs",
  summary: "Create an organization and its first admin key",
  allow: ["operator"],
  body: z.strictObject({ name: OrgName, description: Description.default("") }),
  status: 201,
  response: z.object({ name: z.string(), adminKey: NewKey }),
});

export const listOrgs = defineRoute({
  service,
  method: "GET",
  path: "/v1/orgs",
  summary: "List the organizations",
  allow: ["operator"],
  query: PageQuery,
  response: pageOf(OrgView),
});

export const getOrg = defineRoute({
  service,
  method: "GET",
  path: "/v1/orgs/{org}",
  summary: "Read an organization",
  allow: ["operator", "admin"],
  params: InOrg,
  response: OrgView,
});

export const patchOrg = defineRoute({
  service,
  method: "PATCH",
  path: "/v1/orgs/{org}",
  summary: "Change an organization's settings",
  allow: ["operator", "admin"],
  params: InOrg,
  body: z.strictObject({ description: Description.optional() }),
  response: OrgView,
});

const safeguards = z.array(Safeguard).max(100, "must be at most 100 safeguards");
const parameters = z
  .array(ParameterInput)
  .max(100, "must be at most 100 parameters")
  .superRefine((list, context) => {
    for (const [index, { key }] of list.entries()) {
      if (list.findIndex((other) => other.key === key) === index) continue;
      context.addIssue({ code: "custom", path: [index, "key"], message: "stands in the list twice" });
    }
  });

/** A deployment profile as it is saved whole; what is left out is empty. */
export const ProfileInput = z.strictObject({
  description: Description.default(""),
  accessRole: AccessRole.nullable().default(null),
  parameters: parameters.default([]),
  safeguards: safeguards.default([]),
});
export type ProfileInput = z.infer<typeof ProfileInput>;

/** A change of a deployment profile; what is left out stays. A list replaces the whole list. */
export const ProfilePatch = z.strictObject({
  description: Description.optional(),
  accessRole: AccessRole.nullable().optional(),
  parameters: parameters.optional(),
  safeguards: safeguards.optional(),
});
export type ProfilePatch = z.infer<typeof ProfilePatch>;

/** A version of a deployment profile, without the values of its parameters. */
export const ProfileView = z.object({
  name: z.string(),
  version: z.int(),
  description: z.string(),
  accessRole: AccessRole.nullable(),
  parameters: z.array(ParameterView),
  safeguards: z.array(Safeguard),
  createdAt: z.iso.datetime(),
  createdBy: z.string(),
});
export type ProfileView = z.infer<typeof ProfileView>;

export const ProfileSummary = z.object({
  name: z.string(),
  version: z.int(),
  description: z.string(),
  ...stamps,
});
export type ProfileSummary = z.infer<typeof ProfileSummary>;

export const VersionSummary = z.object({
  version: z.int(),
  description: z.string(),
  createdAt: z.iso.datetime(),
  createdBy: z.string(),
});
export type VersionSummary = z.infer<typeof VersionSummary>;

export const listProfiles = defineRoute({
  service,
  method: "GET",
  path: "/v1/orgs/{org}/profiles",
  summary: "List the deployment profiles",
  allow: ["admin"],
  params: InOrg,
  query: PageQuery,
  response: pageOf(ProfileSummary),
});

export const getProfile = defineRoute({
  service,
  method: "GET",
  path: "/v1/orgs/{org}/profiles/{profile}",
  summary: "Read the newest version of a deployment profile",
  allow: ["admin"],
  params: AtProfile,
  response: ProfileView,
});

export const putProfile = defineRoute({
  service,
  method: "PUT",
  path: "/v1/orgs/{org}/profiles/{profile}",
  summary: "Create a deployment profile, or replace it with a new version",
  allow: ["admin"],
  params: AtProfile,
  body: ProfileInput,
  response: ProfileView,
});

export const patchProfile = defineRoute({
  service,
  method: "PATCH",
  path: "/v1/orgs/{org}/profiles/{profile}",
  summary: "Change parts of a deployment profile, as a new version",
  allow: ["admin"],
  params: AtProfile,
  body: ProfilePatch,
  response: ProfileView,
});

export const deleteProfile = defineRoute({
  service,
  method: "DELETE",
  path: "/v1/orgs/{org}/profiles/{profile}",
  summary: "Delete a deployment profile that nothing uses, and destroy its parameter values",
  allow: ["admin"],
  params: AtProfile,
  status: 204,
});

export const listVersions = defineRoute({
  service,
  method: "GET",
  path: "/v1/orgs/{org}/profiles/{profile}/versions",
  summary: "List the versions of a deployment profile, newest first",
  allow: ["admin"],
  params: AtProfile,
  query: PageQuery,
  response: pageOf(VersionSummary),
});

export const getVersion = defineRoute({
  service,
  method: "GET",
  path: "/v1/orgs/{org}/profiles/{profile}/versions/{version}",
  summary: "Read one version of a deployment profile",
  allow: ["admin"],
  params: AtVersion,
  response: ProfileView,
});

export const rollbackProfile = defineRoute({
  service,
  method: "POST",
  path: "/v1/orgs/{org}/profiles/{profile}/versions/{version}/rollback",
  summary: "Make a new version with the content of an older one",
  allow: ["admin"],
  params: AtVersion,
  response: ProfileView,
});

export const AppView = z.object({
  name: z.string(),
  description: z.string(),
  defaultProfile: z.string().nullable(),
  revision: z.int(),
  ...stamps,
});
export type AppView = z.infer<typeof AppView>;

export const listApps = defineRoute({
  service,
  method: "GET",
  path: "/v1/orgs/{org}/apps",
  summary: "List the applications",
  allow: ["admin"],
  params: InOrg,
  query: PageQuery,
  response: pageOf(AppView),
});

export const getApp = defineRoute({
  service,
  method: "GET",
  path: "/v1/orgs/{org}/apps/{app}",
  summary: "Read an application",
  allow: ["admin"],
  params: AtApp,
  response: AppView,
});

export const putApp = defineRoute({
  service,
  method: "PUT",
  path: "/v1/orgs/{org}/apps/{app}",
  summary: "Create or replace an application",
  allow: ["admin"],
  params: AtApp,
  body: z.strictObject({
    description: Description.default(""),
    defaultProfile: ProfileName.nullable().default(null),
  }),
  response: AppView,
});

export const patchApp = defineRoute({
  service,
  method: "PATCH",
  path: "/v1/orgs/{org}/apps/{app}",
  summary: "Change parts of an application",
  allow: ["admin"],
  params: AtApp,
  body: z.strictObject({
    description: Description.optional(),
    defaultProfile: ProfileName.nullable().optional(),
  }),
  response: AppView,
});

export const deleteApp = defineRoute({
  service,
  method: "DELETE",
  path: "/v1/orgs/{org}/apps/{app}",
  summary: "Delete an application and its stages",
  allow: ["admin"],
  params: AtApp,
  status: 204,
});

export const StageView = z.object({ name: z.string(), profile: z.string(), revision: z.int(), ...stamps });
export type StageView = z.infer<typeof StageView>;

const stageBody = z.strictObject({ profile: ProfileName });

export const listStages = defineRoute({
  service,
  method: "GET",
  path: "/v1/orgs/{org}/apps/{app}/stages",
  summary: "List the stages that have a profile of their own",
  allow: ["admin"],
  params: AtApp,
  query: PageQuery,
  response: pageOf(StageView),
});

export const getStage = defineRoute({
  service,
  method: "GET",
  path: "/v1/orgs/{org}/apps/{app}/stages/{stage}",
  summary: "Read a stage",
  allow: ["admin"],
  params: AtStage,
  response: StageView,
});

export const putStage = defineRoute({
  service,
  method: "PUT",
  path: "/v1/orgs/{org}/apps/{app}/stages/{stage}",
  summary: "Map a stage to a profile",
  allow: ["admin"],
  params: AtStage,
  body: stageBody,
  response: StageView,
});

export const patchStage = defineRoute({
  service,
  method: "PATCH",
  path: "/v1/orgs/{org}/apps/{app}/stages/{stage}",
  summary: "Map a stage that exists to another profile",
  allow: ["admin"],
  params: AtStage,
  body: stageBody.partial(),
  response: StageView,
});

export const deleteStage = defineRoute({
  service,
  method: "DELETE",
  path: "/v1/orgs/{org}/apps/{app}/stages/{stage}",
  summary: "Remove a stage's mapping, so that the default profile applies",
  allow: ["admin"],
  params: AtStage,
  status: 204,
});

/** An access key without the key itself, which is stored as a digest. */
export const AccessKeyView = z.object({
  id: z.string(),
  name: z.string(),
  role: KeyRole,
  scope: KeyScope,
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().nullable(),
  lastUsedAt: z.iso.datetime().nullable(),
});
export type AccessKeyView = z.infer<typeof AccessKeyView>;

const keyName = plainText(128).min(1, "must not be empty");
const expiresAt = z.iso.datetime({ offset: true }).nullable().default(null);

/** An admin key covers its whole organization; only a deployer's can be limited. */
export const AccessKeyInput = z.discriminatedUnion("role", [
  z.strictObject({ role: z.literal("admin"), name: keyName, expiresAt }),
  z.strictObject({
    role: z.literal("deployer"),
    name: keyName,
    expiresAt,
    scope: KeyScope.strict().default({}),
  }),
]);
export type AccessKeyInput = z.infer<typeof AccessKeyInput>;

export const createAccessKey = defineRoute({
  service,
  method: "POST",
  path: "/v1/orgs/{org}/access-keys",
  summary: "Make an access key; the answer is the only time that it is shown",
  allow: ["operator", "admin"],
  params: InOrg,
  body: AccessKeyInput,
  status: 201,
  response: AccessKeyView.extend({ key: NewKey }),
});

export const listAccessKeys = defineRoute({
  service,
  method: "GET",
  path: "/v1/orgs/{org}/access-keys",
  summary: "List the access keys",
  allow: ["operator", "admin"],
  params: InOrg,
  query: PageQuery,
  response: pageOf(AccessKeyView),
});

export const getAccessKey = defineRoute({
  service,
  method: "GET",
  path: "/v1/orgs/{org}/access-keys/{keyId}",
  summary: "Read an access key's facts",
  allow: ["operator", "admin"],
  params: AtKey,
  response: AccessKeyView,
});

export const revokeAccessKey = defineRoute({
  service,
  method: "DELETE",
  path: "/v1/orgs/{org}/access-keys/{keyId}",
  summary: "Revoke an access key, at once and for good",
  allow: ["operator", "admin"],
  params: AtKey,
  status: 204,
});
