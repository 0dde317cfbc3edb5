import { z } from "zod";
import { defineRoute } from "../define/define-route.ts";
import { AppName, Description, OrgName, ProviderName } from "../values/names.ts";
import { pageOf, SearchQuery } from "../values/page.ts";
import { ProviderRole } from "../values/role-template.ts";
import { StaticKeys, StaticKeysView } from "../values/static-keys.ts";
import { withoutRepeats } from "./without-repeats.ts";

const service = "profiles";
const InOrg = z.object({ org: OrgName });
const AtProvider = InOrg.extend({ provider: ProviderName });

/** The most applications that a provider can be limited to. */
const maxApps = 1_000;
const apps = z
  .array(AppName, "must be a list of names of apps, or null for every app")
  .min(1, "must name at least one; give null for a provider that is for every app")
  .max(maxApps, `must name at most ${maxApps}; give null for a provider that is for every app`)
  .superRefine(withoutRepeats((name: string) => name));

/** The fields of a provider. The compiler checks every list of these fields against this one. */
const fields = {
  description: Description,
  accessRole: ProviderRole.nullable(),
  staticKeys: StaticKeys.nullable(),
  isDefault: z.boolean(),
  apps: apps.nullable(),
};

/** The name of a field of a provider. */
export const ProviderField = z.enum(Object.keys(fields) as (keyof typeof fields)[]); // Object.keys forgets the keys
export type ProviderField = z.infer<typeof ProviderField>;

/** A provider that is saved as a whole. A field that is left out has its default afterwards. */
export const ProviderInput = z.strictObject({
  description: fields.description.default(""),
  accessRole: fields.accessRole.default(null),
  staticKeys: fields.staticKeys.default(null),
  isDefault: fields.isDefault.default(false),
  apps: fields.apps.default(null),
} satisfies Record<ProviderField, z.ZodType>);
export type ProviderInput = z.infer<typeof ProviderInput>;

/** A change of a provider. A field that is left out stays as it is; objects and lists are replaced as a whole. */
export const ProviderPatch = z.strictObject(fields).partial();
export type ProviderPatch = z.infer<typeof ProviderPatch>;

/**
 * A provider: where the AWS credentials of the services and instances come from that are linked to it. It has an access
 * role or static keys. Its `revision` counts its changes. `apps` is null where it is for every application, and empty
 * where the applications that it was limited to were deleted.
 */
export const ProviderView = z.object({
  name: z.string(),
  ...({
    description: z.string(),
    accessRole: ProviderRole.nullable(),
    staticKeys: StaticKeysView.nullable(),
    isDefault: z.boolean(),
    apps: z.array(z.string()).nullable(),
  } satisfies Record<ProviderField, z.ZodType>),
  /** Whether it has static keys, which never expire and tell AWS nothing of the deployment. */
  discouraged: z.boolean(),
  revision: z.int(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type ProviderView = z.infer<typeof ProviderView>;

export const listProviders = defineRoute({
  service,
  method: "GET",
  path: "/v1/orgs/{org}/providers",
  summary: "List the providers",
  action: "provider:read",
  params: InOrg,
  query: SearchQuery,
  response: pageOf(ProviderView),
  throws: [],
});

export const getProvider = defineRoute({
  service,
  method: "GET",
  path: "/v1/orgs/{org}/providers/{provider}",
  summary: "Read a provider, without the secret of static keys",
  action: "provider:read",
  params: AtProvider,
  response: ProviderView,
  throws: [],
});

export const putProvider = defineRoute({
  service,
  method: "PUT",
  path: "/v1/orgs/{org}/providers/{provider}",
  summary: "Create or replace a provider",
  action: "provider:write",
  params: AtProvider,
  body: ProviderInput,
  response: ProviderView,
  throws: ["conflict", "provider-in-use"],
});

export const patchProvider = defineRoute({
  service,
  method: "PATCH",
  path: "/v1/orgs/{org}/providers/{provider}",
  summary: "Change parts of a provider",
  action: "provider:write",
  params: AtProvider,
  body: ProviderPatch,
  response: ProviderView,
  throws: ["conflict", "provider-in-use"],
});

export const deleteProvider = defineRoute({
  service,
  method: "DELETE",
  path: "/v1/orgs/{org}/providers/{provider}",
  summary: "Delete a provider that nothing uses, and destroy its static keys",
  action: "provider:write",
  params: AtProvider,
  status: 204,
  throws: ["provider-in-use"],
});
