import { z } from "zod";
import { defineRoute } from "../define/define-route.ts";
import { AppName, OrgName, ProfileName, StageName } from "../values/names.ts";
import { AppDependents } from "./apps-api.ts";

// A rename keeps everything: versions, parameter values, mappings and the records of deploys, which keep the names of their
// time. The answer says what refers to the renamed thing. Lists in it hold the first 100.

const common = {
  service: "profiles",
  method: "POST",
  isGuarded: true,
  throws: ["conflict"],
} as const;
const InOrg = z.object({ org: OrgName });
const AtApp = InOrg.extend({ app: AppName });
const renamed = { name: z.string(), previousName: z.string() };

/** Where a profile is named: by a stage of an app, by an app as its default, or, without an app, by a line of the stage map. */
const ProfileReference = z.object({ app: z.string().nullable(), stage: z.string().nullable() });

/** An access key whose scope names what was renamed. */
const KeyReference = z.object({ id: z.string(), name: z.string() });

/** A renamed profile, with what names it: the stages, apps and lines of the stage map name it by its new name now. */
export const RenamedProfile = z.object({
  ...renamed,
  version: z.int(),
  references: z.array(ProfileReference),
  referenceCount: z.int(),
});
export type RenamedProfile = z.infer<typeof RenamedProfile>;

export const renameProfile = defineRoute({
  ...common,
  path: "/v1/orgs/{org}/profiles/{profile}/rename",
  summary: "Rename a deployment profile; what names it follows, and its versions keep their numbers",
  action: "profile:write",
  params: InOrg.extend({ profile: ProfileName }),
  body: z.strictObject({ name: ProfileName }),
  response: RenamedProfile,
});

/** A renamed app. What belongs to it, or names it, calls it by its new name now. */
export const RenamedApp = z.object({
  ...renamed,
  revision: z.int(),
  dependents: AppDependents,
  accessKeys: z.array(KeyReference),
});
export type RenamedApp = z.infer<typeof RenamedApp>;

export const renameApp = defineRoute({
  ...common,
  path: "/v1/orgs/{org}/apps/{app}/rename",
  summary: "Rename an application; what belongs to it follows, and so do the scopes of access keys",
  action: "app:write",
  params: AtApp,
  body: z.strictObject({ name: AppName }),
  response: RenamedApp,
});

/**
 * A renamed stage, with how many instances of services followed it. The access keys are those whose scope names the stage by its previous name: they do not cover the new one,
 * since the scope of a key names stages of all apps.
 */
export const RenamedStage = z.object({
  ...renamed,
  profile: z.string(),
  revision: z.int(),
  instances: z.int(),
  accessKeys: z.array(KeyReference),
});
export type RenamedStage = z.infer<typeof RenamedStage>;

export const renameStage = defineRoute({
  ...common,
  path: "/v1/orgs/{org}/apps/{app}/stages/{stage}/rename",
  summary: "Rename a stage that has a profile of its own; its instances follow, and access keys do not",
  action: "app:write",
  params: AtApp.extend({ stage: StageName }),
  body: z.strictObject({ name: StageName }),
  response: RenamedStage,
});
