import { z } from "zod";
import { defineRoute } from "../define/define-route.ts";
import { Safeguard } from "../safeguards/safeguard.ts";
import { AccessRole } from "../values/access-role.ts";
import { ProfileClients } from "../values/clients.ts";
import { Description, OrgName, ProfileName } from "../values/names.ts";
import { numberInUrl } from "../values/number-in-url.ts";
import { PageQuery, pageOf, SearchQuery } from "../values/page.ts";
import { maxParameters, ParameterInput, ParameterView } from "../values/parameter.ts";
import { withoutRepeats } from "./without-repeats.ts";

const service = "profiles";
const InOrg = z.object({ org: OrgName });
const AtProfile = InOrg.extend({ profile: ProfileName });
const AtVersion = AtProfile.extend({ version: numberInUrl(2_147_483_647) });

const safeguards = z.array(Safeguard).max(100, "must be at most 100 safeguards");
const parameters = z
  .array(ParameterInput)
  .max(maxParameters, `must be at most ${maxParameters} parameters`)
  .superRefine(withoutRepeats(({ key }: ParameterInput) => key, ["key"]));

/** The fields of a deployment profile. The compiler checks every list of these fields against this one. */
const fields = {
  description: Description,
  accessRole: AccessRole.nullable(),
  parameters,
  safeguards,
  clients: ProfileClients.nullable(),
};

/** The name of a field of a deployment profile. */
export const ProfileField = z.enum(Object.keys(fields) as (keyof typeof fields)[]); // Object.keys forgets the keys
export type ProfileField = z.infer<typeof ProfileField>;

/** A deployment profile that is saved as a whole. A field that is left out is empty afterwards. */
export const ProfileInput = z.strictObject({
  description: fields.description.default(""),
  accessRole: fields.accessRole.default(null),
  parameters: fields.parameters.default([]),
  safeguards: fields.safeguards.default([]),
  clients: fields.clients.default(null),
} satisfies Record<ProfileField, z.ZodType>);
export type ProfileInput = z.infer<typeof ProfileInput>;

/**
 * A change of a deployment profile. A field that is left out stays as it is; lists and objects are replaced as a whole,
 * and null clears a field.
 */
export const ProfilePatch = z.strictObject(fields).partial();
export type ProfilePatch = z.infer<typeof ProfilePatch>;

/** A version of a deployment profile, without the values of its parameters. */
export const ProfileView = z.object({
  name: z.string(),
  version: z.int(),
  ...({
    description: z.string(),
    accessRole: AccessRole.nullable(),
    parameters: z.array(ParameterView),
    safeguards: z.array(Safeguard),
    clients: ProfileClients,
  } satisfies Record<ProfileField, z.ZodType>),
  createdAt: z.iso.datetime(),
  createdBy: z.string(),
});
export type ProfileView = z.infer<typeof ProfileView>;

/** The newest version of a deployment profile. */
export const NewestProfileView = ProfileView.extend({
  /**
   * True where every application that names the profile resolves by providers, and left out elsewhere: its role and its
   * parameters count for no deploy then. Its safeguards and its rule for existing clients do.
   */
  unread: z.literal(true).optional(),
});
export type NewestProfileView = z.infer<typeof NewestProfileView>;

/** A deployment profile in a list. */
export const ProfileSummary = z.object({
  name: z.string(),
  version: z.int(),
  description: z.string(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type ProfileSummary = z.infer<typeof ProfileSummary>;

/** A deployment profile in the list of an organization: by whom it was changed last, and how many stages and apps use it. */
export const ListedProfile = ProfileSummary.extend({ updatedBy: z.string(), uses: z.int() });
export type ListedProfile = z.infer<typeof ListedProfile>;

/** Who made a version, and which one it restored, if it is a rollback. */
const versionStamps = {
  createdAt: z.iso.datetime(),
  createdBy: z.string(),
  restoredFrom: z.int().nullable(),
};

/** A version of a deployment profile in a list. */
export const VersionSummary = z.object({
  ...{ version: z.int(), description: z.string(), ...versionStamps },
  /** The keys whose values were destroyed. A version with any cannot be restored. */
  destroyed: z.array(z.string()),
});
export type VersionSummary = z.infer<typeof VersionSummary>;

const change = z.enum(["added", "changed", "removed"]);

/**
 * What differs between a version and an earlier or later one: the names of fields, the keys of parameters and the names of
 * safeguards, but no value. `from` is null for the first version, which is compared with nothing.
 */
export const VersionChanges = z.object({
  version: z.int(),
  from: z.int().nullable(),
  ...versionStamps,
  fields: z.array(ProfileField),
  parameters: z.array(z.object({ key: z.string(), change })),
  safeguards: z.array(z.object({ name: z.string(), change })),
});
export type VersionChanges = z.infer<typeof VersionChanges>;

export const listProfiles = defineRoute({
  service,
  method: "GET",
  path: "/v1/orgs/{org}/profiles",
  summary: "List the deployment profiles",
  action: "profile:read",
  scope: "handler",
  params: InOrg,
  query: SearchQuery,
  response: pageOf(ListedProfile),
  throws: [],
});

export const getProfile = defineRoute({
  service,
  method: "GET",
  path: "/v1/orgs/{org}/profiles/{profile}",
  summary: "Read the newest version of a deployment profile",
  action: "profile:read",
  params: AtProfile,
  response: NewestProfileView,
  throws: [],
});

export const putProfile = defineRoute({
  service,
  method: "PUT",
  path: "/v1/orgs/{org}/profiles/{profile}",
  summary: "Create a deployment profile, or replace it with a new version",
  action: "profile:write",
  params: AtProfile,
  body: ProfileInput,
  response: ProfileView,
  throws: [],
});

export const patchProfile = defineRoute({
  service,
  method: "PATCH",
  path: "/v1/orgs/{org}/profiles/{profile}",
  summary:
    "Change parts of a deployment profile, as a new version; a list that is given replaces the whole list, and what it leaves out is removed",
  action: "profile:write",
  params: AtProfile,
  body: ProfilePatch,
  response: ProfileView,
  throws: [],
});

export const deleteProfile = defineRoute({
  service,
  method: "DELETE",
  path: "/v1/orgs/{org}/profiles/{profile}",
  summary: "Delete a deployment profile that nothing uses, and destroy its parameter values",
  action: "profile:write",
  params: AtProfile,
  status: 204,
  throws: ["profile-in-use"],
});

export const listVersions = defineRoute({
  service,
  method: "GET",
  path: "/v1/orgs/{org}/profiles/{profile}/versions",
  summary: "List the versions of a deployment profile, newest first",
  action: "profile:read",
  params: AtProfile,
  query: PageQuery,
  response: pageOf(VersionSummary),
  throws: [],
});

export const getVersion = defineRoute({
  service,
  method: "GET",
  path: "/v1/orgs/{org}/profiles/{profile}/versions/{version}",
  summary: "Read one version of a deployment profile",
  action: "profile:read",
  params: AtVersion,
  response: ProfileView,
  throws: [],
});

export const getVersionChanges = defineRoute({
  service,
  method: "GET",
  path: "/v1/orgs/{org}/profiles/{profile}/versions/{version}/changes",
  summary:
    "What differs between a version and the one before it, or another one: fields and keys, never values",
  action: "profile:read",
  params: AtVersion,
  query: z.strictObject({ from: numberInUrl(2_147_483_647).optional() }),
  response: VersionChanges,
  throws: [],
});

export const rollbackProfile = defineRoute({
  service,
  method: "POST",
  path: "/v1/orgs/{org}/profiles/{profile}/versions/{version}/rollback",
  summary: "Make a new version with the content of an older one",
  action: "profile:write",
  isGuarded: true,
  params: AtVersion,
  response: ProfileView,
  throws: ["conflict"],
});
