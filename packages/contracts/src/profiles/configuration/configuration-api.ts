import { z } from "zod";
import { defineRoute } from "../../define/define-route.ts";
import { OrgName } from "../../values/names.ts";
import { Configuration } from "./configuration.ts";

const service = "profiles";
const InOrg = z.object({ org: OrgName });
const Flag = z.enum(["true", "false"], { error: "must be true or false" }).default("false");

/** What an import does to a thing. A service or an instance that was removed is restored. */
export const ImportAction = z.enum(["create", "update", "restore", "remove"]);
export type ImportAction = z.infer<typeof ImportAction>;

/** The kinds of things that a document names. */
export const ConfiguredKind = z.enum([
  "settings",
  "profile",
  "app",
  "stage",
  "blueprint",
  "provider",
  "service",
  "instance",
]);
export type ConfiguredKind = z.infer<typeof ConfiguredKind>;

/** A thing, and its place in a document. */
export const ConfiguredThing = z.object({ kind: ConfiguredKind, path: z.string() });
export type ConfiguredThing = z.infer<typeof ConfiguredThing>;

/**
 * What changes in a thing: names of fields and keys of parameters, never values. `revision` is the version of the profile, or
 * the revision of another thing, that is changed, and null for a new one.
 */
export const ImportChange = ConfiguredThing.extend({
  action: ImportAction,
  fields: z.array(z.string()),
  parameterKeys: z.array(z.string()),
  revision: z.int().nullable(),
});
export type ImportChange = z.infer<typeof ImportChange>;

/**
 * The difference between a document and what is there. `unnamed` is what the document's collections do not name: it stays,
 * or with `prune` it is among the changes. `digest` stands for the changes and for the revisions that they are made to.
 */
export const ImportResult = z.object({
  applied: z.boolean(),
  digest: z.string(),
  changes: z.array(ImportChange),
  unchanged: z.int(),
  unnamed: z.array(ConfiguredThing),
});
export type ImportResult = z.infer<typeof ImportResult>;

/** The formats of a document. */
export const ConfigurationFormat = z.enum(["json", "yaml"], { error: "must be json or yaml" });
export type ConfigurationFormat = z.infer<typeof ConfigurationFormat>;

export const exportConfiguration = defineRoute({
  service,
  method: "GET",
  path: "/v1/orgs/{org}/export",
  summary:
    "Read the configuration as one document, in which each value that is left out is marked as missing",
  action: "configuration:read",
  params: InOrg,
  query: z.strictObject({ format: ConfigurationFormat.default("json") }),
  response: Configuration,
  throws: ["too-large"],
});

export const importConfiguration = defineRoute({
  service,
  method: "POST",
  path: "/v1/orgs/{org}/import",
  summary:
    "Make the configuration what a document says, in JSON or YAML: everything or nothing, or with dryRun just the difference",
  action: "configuration:write",
  params: InOrg,
  query: z.strictObject({
    dryRun: Flag,
    prune: Flag,
    /** The digest of a dry run: the import is refused unless it would still make the same changes. */
    base: z.string().max(128, "must be the digest that a dry run answered").optional(),
  }),
  body: Configuration,
  readsYaml: true,
  response: ImportResult,
  throws: ["conflict", "precondition-failed", "too-large", "unavailable"],
});
