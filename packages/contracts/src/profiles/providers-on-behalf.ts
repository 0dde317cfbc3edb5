import { z } from "zod";
import { defineRequestFor } from "../define/define.ts";
import { AppName, OrgName, ProviderName, Region, ServiceName, StageName } from "../values/names.ts";
import { PageQuery, pageOf } from "../values/page.ts";
import { ParameterKey } from "../values/parameter.ts";
import { KeyDigest } from "../values/principal.ts";
import { TargetParameterContent } from "../values/target-parameter.ts";
import { ProviderPatch, ProviderView } from "./providers-api.ts";
import { ProviderLink, targetViewFields } from "./target-fields.ts";

// The requests of the legacy service on behalf of clients that manage providers, links and parameters. The profiles
// service looks up the caller's key and checks its rights, as it does over HTTP.

const callers = ["legacy"] as const;
const common = { timeoutMs: 3_000, callers } as const;
const InOrg = z.strictObject({ keyDigest: KeyDigest, org: OrgName });
const AtProvider = InOrg.extend({ provider: ProviderName });
/** Names a service, or with stage and region one of its instances. */
const AtTarget = InOrg.extend({
  app: AppName,
  service: ServiceName,
  stage: StageName.optional(),
  region: Region.optional(),
});
const only = z.enum(["create", "change"]);

/** Reads a page of providers, ordered by name. */
export const listProvidersFor = defineRequestFor({
  subject: "profiles.v1.list-providers",
  summary: "Which providers are there?",
  ...common,
  action: "provider:read",
  unknownFields: "dropped",
  input: InOrg.extend({ page: PageQuery }),
  output: pageOf(ProviderView),
  throws: ["invalid"],
});

/** Reads a provider, without the secret of static keys. Throws `not-found`. */
export const getProviderFor = defineRequestFor({
  subject: "profiles.v1.get-provider",
  summary: "Which provider has this name?",
  ...common,
  action: "provider:read",
  unknownFields: "dropped",
  input: AtProvider,
  output: ProviderView,
  throws: [],
});

/**
 * Creates a provider, or changes the fields that are given. Throws `conflict` when the one to create exists or another
 * one is the default, `not-found` when the one to change does not exist, and `invalid`.
 */
export const saveProviderFor = defineRequestFor({
  subject: "profiles.v1.save-provider",
  summary: "Create a provider, or change it",
  ...common,
  action: "provider:write",
  unknownFields: "refused",
  input: AtProvider.extend({ content: ProviderPatch, only }),
  output: ProviderView,
  throws: ["invalid", "conflict", "provider-in-use"],
});

/** Deletes a provider that nothing uses. Throws `not-found` and `provider-in-use`. */
export const deleteProviderFor = defineRequestFor({
  subject: "profiles.v1.delete-provider",
  summary: "Delete a provider that nothing uses",
  ...common,
  action: "provider:write",
  unknownFields: "dropped",
  input: AtProvider,
  output: z.object({}),
  throws: ["provider-in-use"],
});

/** What is set on a service or an instance itself, without the values of parameters. */
export const getTargetFor = defineRequestFor({
  subject: "profiles.v1.get-target",
  summary: "What is set on this service or instance?",
  ...common,
  action: "provider:read",
  unknownFields: "dropped",
  input: AtTarget,
  output: z.object({ provider: targetViewFields.provider, parameters: targetViewFields.parameters }),
  throws: [],
});

/**
 * Links a service or an instance to a provider, or to nothing. It is created when it does not exist, since clients link an
 * instance before they deploy it. Throws `invalid` for a provider that does not exist or is not for the app.
 */
export const linkProviderFor = defineRequestFor({
  subject: "profiles.v1.link-provider",
  summary: "Link a service or an instance to a provider",
  ...common,
  action: "app:write",
  unknownFields: "refused",
  input: AtTarget.extend({ provider: ProviderLink }),
  output: z.object({}),
  throws: ["invalid", "conflict"],
});

/**
 * Adds a parameter to a service or an instance, which is created when it does not exist, or changes one. Throws `conflict`
 * when the one to create exists, `not-found` when the one to change does not, and `invalid`.
 */
export const saveTargetParameterFor = defineRequestFor({
  subject: "profiles.v1.save-target-parameter",
  summary: "Add or change one parameter of a service or an instance",
  ...common,
  action: "parameter:write",
  unknownFields: "refused",
  input: AtTarget.extend({ parameter: ParameterKey, content: TargetParameterContent, only }),
  output: z.object({}),
  throws: ["invalid", "conflict"],
});

/** Removes one parameter of a service or an instance, and destroys its value. Throws `not-found`. */
export const deleteTargetParameterFor = defineRequestFor({
  subject: "profiles.v1.delete-target-parameter",
  summary: "Remove one parameter of a service or an instance",
  ...common,
  action: "parameter:write",
  unknownFields: "dropped",
  input: AtTarget.extend({ parameter: ParameterKey }),
  output: z.object({}),
  throws: [],
});
