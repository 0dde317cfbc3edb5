import { z } from "zod";
import { defineRequestFor } from "../define/define.ts";
import { OrgClients } from "../values/clients.ts";
import { AppName, OrgName, ProfileName, StageName } from "../values/names.ts";
import { PageQuery, pageOf } from "../values/page.ts";
import { KeyDigest } from "../values/principal.ts";
import { secret } from "../values/secret.ts";
import { AccessKeyInput, AccessKeyView } from "./access-keys-api.ts";
import { AppInput, AppPatch, AppView } from "./apps-api.ts";
import { ProfileInput, ProfileSummary } from "./profiles-api.ts";

// The requests of the legacy service on behalf of the existing clients that call it. The profiles service looks up the
// caller's key and checks its rights, as it does over HTTP.

const timeoutMs = 3_000;
const callers = ["legacy"] as const;
const InOrg = z.strictObject({ keyDigest: KeyDigest, org: OrgName });
const AtApp = InOrg.extend({ app: AppName });
const ListInOrg = InOrg.extend({ page: PageQuery });

/** An application, with those stages that have a profile of their own and are covered by the caller's key. */
export const AppWithStages = AppView.extend({
  // The release before does not send these.
  mode: AppInput.shape.mode,
  inheritsStages: AppInput.shape.inheritsStages,
  unprofiled: AppInput.shape.unprofiled,
  stages: z.array(z.object({ stage: z.string(), profile: z.string() })).default([]),
});
export type AppWithStages = z.infer<typeof AppWithStages>;

/** The rules of an organization for its clients. */
export const getOrgFor = defineRequestFor({
  subject: "profiles.v1.get-org",
  summary: "What does this organization say about its clients?",
  ...{ timeoutMs, callers },
  action: "org:read",
  scope: "none",
  unknownFields: "dropped",
  input: InOrg,
  output: z.object({ name: z.string(), clients: OrgClients }),
  throws: [],
});

/** Reads an application, for admins and for deployers whose key covers it. Throws `not-found` and `forbidden`. */
export const getAppFor = defineRequestFor({
  subject: "profiles.v1.get-app",
  summary: "Which application has this name?",
  ...{ timeoutMs, callers },
  action: "app:read",
  unknownFields: "dropped",
  input: AtApp,
  output: AppWithStages,
  throws: [],
});

/** Reads a page of applications. It leaves out those that the caller's key does not cover. */
export const listAppsFor = defineRequestFor({
  subject: "profiles.v1.list-apps",
  summary: "Which applications are there?",
  ...{ timeoutMs, callers },
  action: "app:read",
  scope: "handler",
  unknownFields: "dropped",
  input: ListInOrg,
  output: pageOf(AppWithStages),
  throws: ["invalid"],
});

/**
 * Creates or changes an application and maps the given stages to profiles, all of it or nothing. Other fields and stages
 * stay as they are. With `only: "create"`, it throws `conflict` when the application exists; with `only: "change"`,
 * `not-found` when it does not. Throws `invalid` for an unknown profile.
 */
export const saveAppFor = defineRequestFor({
  subject: "profiles.v1.save-app",
  summary: "Create an application, or change its description, its default profile or its stages",
  ...{ timeoutMs, callers },
  action: "app:write",
  unknownFields: "refused",
  input: AtApp.extend({
    ...AppPatch.shape,
    stages: z
      .array(z.strictObject({ stage: StageName, profile: ProfileName }))
      .max(1_000, "must have at most 1000 items")
      .optional(),
    only: z.enum(["create", "change"]).optional(),
  }),
  output: z.object({ app: AppWithStages, created: z.boolean() }),
  throws: ["invalid", "conflict"],
});

/** Reads a page of deployment profiles, ordered by name. */
export const listProfilesFor = defineRequestFor({
  subject: "profiles.v1.list-profiles",
  summary: "Which deployment profiles are there?",
  ...{ timeoutMs, callers },
  action: "profile:read",
  scope: "handler",
  unknownFields: "dropped",
  input: ListInOrg,
  output: pageOf(ProfileSummary),
  throws: ["invalid"],
});

/** Creates a deployment profile. Throws `conflict` when one with this name exists, and `invalid`. */
export const createProfileFor = defineRequestFor({
  subject: "profiles.v1.create-profile",
  summary: "Create a deployment profile",
  // The time includes the safeguards service, which checks the content.
  ...{ timeoutMs: 8_000, callers },
  action: "profile:write",
  unknownFields: "refused",
  input: InOrg.extend({ profile: ProfileName, content: ProfileInput }),
  output: z.object({ name: z.string(), version: z.int() }),
  throws: ["invalid", "conflict"],
});

/** Creates an access key and shows it, this once. Throws `invalid` for an expiry in the past. */
export const createAccessKeyFor = defineRequestFor({
  subject: "profiles.v1.create-access-key",
  summary: "Make an access key",
  ...{ timeoutMs, callers },
  action: "key:manage",
  unknownFields: "refused",
  input: InOrg.extend({ accessKey: AccessKeyInput }),
  output: AccessKeyView.extend({ key: secret(z.string()) }),
  throws: ["invalid"],
});
