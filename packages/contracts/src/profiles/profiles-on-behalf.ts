import { z } from "zod";
import { defineRequestFor } from "../define/define.ts";
import { OrgClients } from "../values/clients.ts";
import { AppName, OrgName, ProfileName, StageName } from "../values/names.ts";
import { PageQuery, pageOf } from "../values/page.ts";
import { KeyDigest } from "../values/principal.ts";
import { secret } from "../values/secret.ts";
import { AccessKeyInput, AccessKeyView } from "./access-keys-api.ts";
import { AppPatch, AppView } from "./apps-api.ts";
import { ProfileInput, ProfileSummary } from "./profiles-api.ts";

// What the legacy service asks on behalf of the existing clients that call it. The profiles service looks up the caller's
// key and checks its rights as it does over HTTP: it takes nobody's word for either.

const timeoutMs = 3_000;
const callers = ["legacy"] as const;
const InOrg = z.strictObject({ keyDigest: KeyDigest, org: OrgName });
const AtApp = InOrg.extend({ app: AppName });
const ListInOrg = InOrg.extend({ page: PageQuery });

/** An application with the stages that have a profile of their own, of those that the caller's key covers. */
export const AppWithStages = AppView.extend({
  stages: z.array(z.object({ stage: z.string(), profile: z.string() })).default([]),
});
export type AppWithStages = z.infer<typeof AppWithStages>;

/** An organization's own rules for its clients. */
export const getOrgFor = defineRequestFor({
  subject: "profiles.v1.get-org",
  summary: "What does this organization say about its clients?",
  ...{ timeoutMs, callers },
  allow: ["operator", "admin", "deployer"],
  unknownFields: "dropped",
  input: InOrg,
  output: z.object({ name: z.string(), clients: OrgClients }),
  throws: [],
});

/** An application, for admins and for deployers whose key covers it. Throws `not-found` and `forbidden`. */
export const getAppFor = defineRequestFor({
  subject: "profiles.v1.get-app",
  summary: "Which application has this name?",
  ...{ timeoutMs, callers },
  allow: ["admin", "deployer"],
  unknownFields: "dropped",
  input: AtApp,
  output: AppWithStages,
  throws: [],
});

/** Those applications of a page that the caller's key covers, so that a page may hold less than its limit. */
export const listAppsFor = defineRequestFor({
  subject: "profiles.v1.list-apps",
  summary: "Which applications are there?",
  ...{ timeoutMs, callers },
  allow: ["admin", "deployer"],
  unknownFields: "dropped",
  input: ListInOrg,
  output: pageOf(AppWithStages),
  throws: ["invalid"],
});

/**
 * Creates an application, or changes what is given of it and maps the stages that are given: all of it, or nothing. Other
 * stages stay as they are. `only` limits it to one of both: `create` throws `conflict` when there is one, `change` throws
 * `not-found` when there is none. Throws `invalid` for an unknown profile.
 */
export const saveAppFor = defineRequestFor({
  subject: "profiles.v1.save-app",
  summary: "Create an application, or change its description, its default profile or its stages",
  ...{ timeoutMs, callers },
  allow: ["admin"],
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

/** A page of the deployment profiles, by name. */
export const listProfilesFor = defineRequestFor({
  subject: "profiles.v1.list-profiles",
  summary: "Which deployment profiles are there?",
  ...{ timeoutMs, callers },
  allow: ["admin"],
  unknownFields: "dropped",
  input: ListInOrg,
  output: pageOf(ProfileSummary),
  throws: ["invalid"],
});

/** Creates a deployment profile, and never replaces one. Throws `conflict` when there is one, and `invalid`. */
export const createProfileFor = defineRequestFor({
  subject: "profiles.v1.create-profile",
  summary: "Create a deployment profile",
  // The safeguards service, too, looks at it.
  ...{ timeoutMs: 8_000, callers },
  allow: ["admin"],
  unknownFields: "refused",
  input: InOrg.extend({ profile: ProfileName, content: ProfileInput }),
  output: z.object({ name: z.string(), version: z.int() }),
  throws: ["invalid", "conflict"],
});

/** Makes an access key; the answer is the only time that it is shown. Throws `invalid` for an expiry in the past. */
export const createAccessKeyFor = defineRequestFor({
  subject: "profiles.v1.create-access-key",
  summary: "Make an access key",
  ...{ timeoutMs, callers },
  allow: ["operator", "admin"],
  unknownFields: "refused",
  input: InOrg.extend({ accessKey: AccessKeyInput }),
  output: AccessKeyView.extend({ key: secret(z.string()) }),
  throws: ["invalid"],
});
