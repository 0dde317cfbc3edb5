import { z } from "zod";
import { defineRoute } from "../../define/define-route.ts";
import { ProblemMessage } from "../../problems/problem.ts";
import { AccessRole } from "../../values/access-role.ts";
import { AppName, OrgName } from "../../values/names.ts";
import { None } from "../../values/target-parameter.ts";
import { AppMode } from "../apps-api.ts";
import { ChosenProfile, ChosenProvider } from "../profiles.ts";

const service = "profiles";
const InOrg = z.object({ org: OrgName });

/** Which migration is asked for. Without an app, it is that of all apps of the organization. */
export const ProviderMigrationInput = z.strictObject({
  app: AppName.optional(),
  /** Whether only the plan is wanted. */
  dryRun: z.boolean().default(false),
  /** Whether to do no more than the hosted dashboard did, whatever deploys get then. */
  asHosted: z.boolean().default(false),
});
export type ProviderMigrationInput = z.infer<typeof ProviderMigrationInput>;

/** A service, or an instance if it has a stage and a region. Without a service, it stands for those that appear later. */
const place = { service: z.string().nullable(), stage: z.string().nullable(), region: z.string().nullable() };

/** A provider that is made from a profile, or one with the same role that is there already. */
export const PlannedProvider = z.object({ name: z.string(), accessRole: AccessRole, takenOver: z.boolean() });

/** What is set on a service or an instance, or on those that appear later. */
export const PlannedSetting = z.object({
  app: z.string(),
  ...place,
  provider: z.union([z.string(), None]).nullable(),
  inherits: z.boolean(),
  /** The profile whose parameters are copied, or null. */
  parametersOf: z.string().nullable(),
  parameterKeys: z.array(z.string()),
});

/** What keeps a migration from being done. `message` says what to do. */
export const MigrationConflict = z.object({
  kind: z.string(),
  app: z.string().nullable(),
  ...place,
  profile: z.string().nullable(),
  provider: z.string().nullable(),
  message: z.string(),
});
export type MigrationConflict = z.infer<typeof MigrationConflict>;

/** What a migration writes, in this order. */
export const MigrationPlan = z.object({
  providers: z.array(PlannedProvider),
  /** The profiles without an access role, which become no providers. */
  skippedProfiles: z.array(z.string()),
  settings: z.array(PlannedSetting),
  modes: z.array(z.object({ app: z.string(), before: AppMode, after: AppMode })),
  /** The apps that resolve by providers already, and stay as they are. */
  unchangedApps: z.array(z.string()),
  conflicts: z.array(MigrationConflict),
});

/** What a deploy gets, without values. `problem` is what it is refused with. */
const Outcome = z.object({
  profile: ChosenProfile.nullable(),
  provider: ChosenProvider.nullable(),
  accessRole: AccessRole.nullable(),
  /** The provider whose static keys the deploy gets, or null. */
  staticKeysOf: z.string().nullable(),
  parameterKeys: z.array(z.string()),
  problem: ProblemMessage.nullable(),
});

/**
 * What deploys of a target get before and after. What is null in its name stands for any that is not known; a stage can be a
 * line of the organization's stage map. It is equal if nothing differs.
 */
export const ComparedTarget = z.object({
  app: z.string(),
  ...place,
  equal: z.boolean(),
  before: Outcome,
  after: Outcome,
  differences: z.array(z.object({ what: z.string(), parameter: z.string().nullable(), why: z.string() })),
});

/** Compares what deploys get before and after, for the targets that are known, and for those that stand for all others. */
export const Parity = z.object({
  /** How many targets were compared. Those that are not known and that get the same are counted, and not listed. */
  compared: z.int(),
  different: z.int(),
  targets: z.array(ComparedTarget),
});

/** A migration from profiles to providers, as it is planned or as it was done. */
export const ProviderMigration = z.object({
  org: z.string(),
  app: z.string().nullable(),
  asHosted: z.boolean(),
  /** Whether it is only planned, was done, was done and undone, or found nothing to do. */
  status: z.enum(["planned", "done", "undone", "unchanged"]),
  migratedAt: z.iso.datetime().nullable(),
  migratedBy: z.string().nullable(),
  undoneAt: z.iso.datetime().nullable(),
  undoneBy: z.string().nullable(),
  plan: MigrationPlan,
  parity: Parity,
});
export type ProviderMigration = z.infer<typeof ProviderMigration>;

export const migrateToProviders = defineRoute({
  service,
  method: "POST",
  path: "/v1/orgs/{org}/provider-migration",
  summary: "Move applications from deployment profiles to providers and parameters, or plan it",
  action: "configuration:write",
  params: InOrg,
  body: ProviderMigrationInput,
  response: ProviderMigration,
  throws: ["conflict"],
});

export const getProviderMigration = defineRoute({
  service,
  method: "GET",
  path: "/v1/orgs/{org}/provider-migration",
  summary: "Read the last migration to providers, also one that was undone",
  action: "app:read",
  params: InOrg,
  query: z.object({ app: AppName.optional() }),
  response: ProviderMigration,
  throws: [],
});

export const undoProviderMigration = defineRoute({
  service,
  method: "POST",
  path: "/v1/orgs/{org}/provider-migration/undo",
  summary: "Take back the last migration to providers, if nothing that it wrote was changed since",
  action: "configuration:write",
  params: InOrg,
  body: z.strictObject({ app: AppName.optional() }),
  response: ProviderMigration,
  throws: ["conflict"],
});
