import { z } from "zod";
import { defineRoute } from "../define/define-route.ts";
import { AppName, Description, OrgName, ProfileName, StageName } from "../values/names.ts";
import { PageQuery, pageOf, SearchQuery } from "../values/page.ts";

const service = "profiles";
const InOrg = z.object({ org: OrgName });
const AtApp = InOrg.extend({ app: AppName });
const AtStage = AtApp.extend({ stage: StageName });
const stamps = { createdAt: z.iso.datetime(), updatedAt: z.iso.datetime() };

/**
 * Where the parameters and credentials of an application come from: from its deployment profile, from its services and
 * instances and their providers, or from these first and then from the profile.
 */
export const AppMode = z.enum(["profiles", "providers", "mixed"], {
  error: "must be profiles, providers or mixed",
});
export type AppMode = z.infer<typeof AppMode>;

/** What happens to a deploy to which no profile applies: it is refused, or allowed without safeguards. */
export const Unprofiled = z.enum(["refuse", "allow"], { error: "must be refuse or allow" });
export type Unprofiled = z.infer<typeof Unprofiled>;

/** The fields of an application that can be set. */
const settings = {
  description: Description,
  defaultProfile: ProfileName.nullable(),
  mode: AppMode,
  /** Whether the organization's stage map applies to stages without a profile. */
  inheritsStages: z.boolean(),
  unprofiled: Unprofiled,
};

/** The name of a field of an application that can be set. */
export const AppField = z.enum(Object.keys(settings) as (keyof typeof settings)[]); // Object.keys forgets the keys
export type AppField = z.infer<typeof AppField>;

/** An application that is saved as a whole. A field that is left out has its default afterwards. */
export const AppInput = z.strictObject({
  description: settings.description.default(""),
  defaultProfile: settings.defaultProfile.default(null),
  mode: settings.mode.default("profiles"),
  inheritsStages: settings.inheritsStages.default(true),
  unprofiled: settings.unprofiled.default("refuse"),
} satisfies Record<AppField, z.ZodType>);
export type AppInput = z.infer<typeof AppInput>;

/** A change of an application. A field that is left out stays as it is. */
export const AppPatch = z.strictObject(settings).partial();
export type AppPatch = z.infer<typeof AppPatch>;

/** An application. Its `revision` counts its changes. */
export const AppView = z.object({
  name: z.string(),
  ...({
    description: z.string(),
    defaultProfile: z.string().nullable(),
    mode: AppMode,
    inheritsStages: z.boolean(),
    unprofiled: Unprofiled,
  } satisfies Record<AppField, z.ZodType>),
  revision: z.int(),
  ...stamps,
});
export type AppView = z.infer<typeof AppView>;

/** How many things depend on an application: those that belong to it, and the providers that are limited to it. */
export const AppDependents = z.object({
  stages: z.int(),
  services: z.int(),
  instances: z.int(),
  providers: z.int(),
});
export type AppDependents = z.infer<typeof AppDependents>;

export const listApps = defineRoute({
  service,
  method: "GET",
  path: "/v1/orgs/{org}/apps",
  summary: "List the applications",
  action: "app:read",
  scope: "handler",
  params: InOrg,
  query: SearchQuery,
  response: pageOf(AppView),
  throws: [],
});

export const getApp = defineRoute({
  service,
  method: "GET",
  path: "/v1/orgs/{org}/apps/{app}",
  summary: "Read an application",
  action: "app:read",
  params: AtApp,
  response: AppView,
  throws: [],
});

export const putApp = defineRoute({
  service,
  method: "PUT",
  path: "/v1/orgs/{org}/apps/{app}",
  summary: "Create or replace an application",
  action: "app:write",
  params: AtApp,
  body: AppInput,
  response: AppView,
  throws: [],
});

export const patchApp = defineRoute({
  service,
  method: "PATCH",
  path: "/v1/orgs/{org}/apps/{app}",
  summary: "Change parts of an application",
  action: "app:write",
  params: AtApp,
  body: AppPatch,
  response: AppView,
  throws: [],
});

export const deleteApp = defineRoute({
  service,
  method: "DELETE",
  path: "/v1/orgs/{org}/apps/{app}",
  summary:
    "Delete an application with its stages, services and instances, and destroy their parameter values",
  action: "app:write",
  params: AtApp,
  status: 204,
  throws: [],
});

/** A stage of an application that is mapped to a profile. */
export const StageView = z.object({ name: z.string(), profile: z.string(), revision: z.int(), ...stamps });
export type StageView = z.infer<typeof StageView>;

const stageBody = z.strictObject({ profile: ProfileName });

export const listStages = defineRoute({
  service,
  method: "GET",
  path: "/v1/orgs/{org}/apps/{app}/stages",
  summary: "List the stages that have a profile of their own",
  action: "app:read",
  params: AtApp,
  query: PageQuery,
  response: pageOf(StageView),
  throws: [],
});

export const getStage = defineRoute({
  service,
  method: "GET",
  path: "/v1/orgs/{org}/apps/{app}/stages/{stage}",
  summary: "Read a stage",
  action: "app:read",
  params: AtStage,
  response: StageView,
  throws: [],
});

export const putStage = defineRoute({
  service,
  method: "PUT",
  path: "/v1/orgs/{org}/apps/{app}/stages/{stage}",
  summary: "Map a stage to a profile",
  action: "app:write",
  params: AtStage,
  body: stageBody,
  response: StageView,
  throws: [],
});

export const patchStage = defineRoute({
  service,
  method: "PATCH",
  path: "/v1/orgs/{org}/apps/{app}/stages/{stage}",
  summary: "Map a stage that exists to another profile",
  action: "app:write",
  params: AtStage,
  body: stageBody.partial(),
  response: StageView,
  throws: [],
});

export const deleteStage = defineRoute({
  service,
  method: "DELETE",
  path: "/v1/orgs/{org}/apps/{app}/stages/{stage}",
  summary: "Remove a stage's mapping, so that the default profile applies",
  action: "app:write",
  params: AtStage,
  status: 204,
  throws: [],
});
