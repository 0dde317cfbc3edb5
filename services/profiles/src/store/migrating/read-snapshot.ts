import { AppMode, None, ProviderRole, Unprofiled } from "@stagepass/contracts";
import type { Queryable } from "@stagepass/runtime";
import { z } from "zod";
import type { ReadConfiguration } from "../../domain/migrating/migration-ports.ts";
import {
  type AppSnapshot,
  type ProfileSnapshot,
  type ProviderSnapshot,
  placeKey,
} from "../../domain/migrating/snapshot.ts";
import { mostBytesOf } from "../../domain/migrating/values-bytes.ts";
import {
  StoredOrgClients,
  StoredProfileClients,
  StoredReference,
  StoredRole,
  StoredSafeguards,
} from "../columns/stored-json.ts";
import { providerLink } from "../targets/find-target.ts";

/** The most services and instances that are read for one migration. Beyond these, apps are migrated one by one. */
export const maxTargets = 50_000;
const maxNames = 10_000;

const OrgRow = z.object({
  clients: StoredOrgClients,
  stages: z.array(z.object({ stages: z.string(), profile: z.string() })),
});
const ParameterRow = z.object({
  key: z.string(),
  sensitive: z.boolean(),
  isNone: z.boolean(),
  isReference: z.boolean(),
  valueId: z.string(),
});
const ProfileRow = z.object({
  name: z.string(),
  version: z.int(),
  accessRole: StoredRole.nullable(),
  safeguards: StoredSafeguards,
  clients: StoredProfileClients,
  parameters: z.array(
    ParameterRow.extend({ reference: StoredReference.nullable(), bytes: z.int().nullable() }),
  ),
});
const ProviderRow = z.object({
  name: z.string(),
  revision: z.int(),
  accessRole: ProviderRole.nullable(),
  isDefault: z.boolean(),
  apps: z.array(z.string()).nullable(),
});
const AppRow = z.object({
  name: z.string(),
  mode: AppMode,
  defaultProfile: z.string().nullable(),
  inheritsStages: z.boolean(),
  unprofiled: Unprofiled,
  stages: z.array(z.object({ stage: z.string(), profile: z.string() })),
});
const TargetRow = z.object({
  id: z.string(),
  app: z.string(),
  service: z.string().nullable(),
  stage: z.string().nullable(),
  region: z.string().nullable(),
  provider: z.union([z.string(), None]).nullable(),
  inherits: z.boolean(),
  requiredParameters: z.array(z.string()),
  parameters: z.array(ParameterRow),
});

/**
 * Reads what a migration needs of an organization, or of one app of it. Statements of one transaction read it: it is as of
 * one moment where the transaction has its rows locked, or reads as of its beginning.
 */
export async function readConfiguration(
  db: Queryable,
  org: string,
  app: string | undefined,
): Promise<ReadConfiguration> {
  const [settings] = await db.query(
    OrgRow,
    `select o.clients, array(
              select jsonb_build_object('stages', line.stages, 'profile', line.profile)
                from org_stages line where line.org = o.name order by line.position
            ) as stages
       from orgs o where o.name = $1`,
    [org],
  );
  if (settings === undefined) throw new Error(`The organization ${org} was not there to be read.`);
  const apps = await readApps(db, org, app);
  const targets = await readTargets(db, org, app);
  const profiles = await readProfiles(db, org);
  const providers = await readProviders(db, org);
  const byApp = new Map<string, z.infer<typeof TargetRow>[]>(apps.map(({ name }) => [name, []]));
  for (const target of targets) byApp.get(target.app)?.push(target);
  return {
    snapshot: {
      org,
      orgClients: settings.clients,
      orgStages: settings.stages,
      profiles: named(profiles.map(toProfile)),
      providers: named(providers),
      apps: named(apps.map((row) => toApp(row, byApp.get(row.name) ?? []))),
    },
    targetIds: new Map(
      [...byApp].map(([name, own]) => [name, new Map(own.map((target) => [placeKey(target), target.id]))]),
    ),
    isComplete:
      targets.length <= maxTargets && [apps, profiles, providers].every(({ length }) => length <= maxNames),
  };
}

function toApp(
  { stages, ...row }: z.infer<typeof AppRow>,
  targets: readonly z.infer<typeof TargetRow>[],
): AppSnapshot {
  return {
    ...row,
    stages: new Map(stages.map(({ stage, profile }) => [stage, profile])),
    targets: targets.map(({ id: _id, app: _app, ...target }) => target),
  };
}

function toProfile({ parameters, ...row }: z.infer<typeof ProfileRow>): ProfileSnapshot {
  const references = parameters.flatMap(({ reference }) => reference ?? []);
  const sealedBytes = parameters.flatMap(({ bytes }) => bytes ?? []);
  return {
    ...row,
    parameters: parameters.map(({ reference: _reference, bytes: _bytes, ...parameter }) => parameter),
    valuesBytes: mostBytesOf(sealedBytes, references),
  };
}

function named<T extends { readonly name: string }>(rows: readonly T[]): Map<string, T> {
  return new Map(rows.map((row) => [row.name, row]));
}

async function readApps(db: Queryable, org: string, app: string | undefined) {
  return db.query(
    AppRow,
    `select a.name, a.mode, a.default_profile as "defaultProfile", a.inherits_stages as "inheritsStages", a.unprofiled,
            array(
              select jsonb_build_object('stage', s.name, 'profile', s.profile)
                from stages s where s.org = a.org and s.app = a.name order by s.name
            ) as stages
       from apps a
      where a.org = $1 and ($2::text is null or a.name = $2)
      order by a.name
      limit ${maxNames + 1}`,
    [org, app],
  );
}

/** The services, instances and blueprints of the apps that do not resolve by providers yet. */
async function readTargets(db: Queryable, org: string, app: string | undefined) {
  return db.query(
    TargetRow,
    `select t.id::text, t.app, nullif(t.service, '') as service, nullif(t.stage, '') as stage,
            nullif(t.region, '') as region, ${providerLink("t")} as provider, t.inherits,
            t.required_parameters as "requiredParameters",
            array(
              select jsonb_build_object('key', p.key, 'sensitive', p.sensitive, 'isNone', p.is_none,
                       'isReference', p.secret_reference is not null, 'valueId', 'target ' || p.id)
                from target_parameters p where p.target_id = t.id order by p.position
            ) as parameters
       from apps a
       join targets t on t.org = a.org and t.app = a.name
      where a.org = $1 and ($2::text is null or a.name = $2) and a.mode <> 'providers'
      order by t.app, t.service, t.stage, t.region
      limit ${maxTargets + 1}`,
    [org, app],
  );
}

async function readProfiles(db: Queryable, org: string) {
  return db.query(
    ProfileRow,
    `select p.name, p.version, v.access_role as "accessRole", v.safeguards, v.clients,
            array(
              select jsonb_build_object('key', used.key, 'sensitive', used.sensitive, 'isNone', false,
                       'isReference', stored.secret_reference is not null, 'valueId', stored.id::text,
                       'reference', stored.secret_reference, 'bytes', octet_length(stored.sealed))
                from version_parameters used
                join profile_values stored on stored.id = used.value_id
               where used.org = v.org and used.profile = v.profile and used.version = v.version
               order by used.position
            ) as parameters
       from profiles p
       join profile_versions v on v.org = p.org and v.profile = p.key and v.version = p.version
      where p.org = $1 and p.live_name is not null
      order by p.name
      limit ${maxNames + 1}`,
    [org],
  );
}

async function readProviders(db: Queryable, org: string): Promise<ProviderSnapshot[]> {
  return db.query(
    ProviderRow,
    `select name, revision, access_role as "accessRole", is_default as "isDefault",
            case when is_limited then array(
              select app from provider_apps where provider_apps.org = providers.org and provider = providers.name order by app
            ) end as apps
       from providers where org = $1 order by name
      limit ${maxNames + 1}`,
    [org],
  );
}
