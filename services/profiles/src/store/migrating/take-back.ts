import type { Queryable } from "@stagepass/runtime";
import { z } from "zod";
import type { StoredMigration } from "../../domain/migrating/migration-ports.ts";
import type { TakenBack, TakenBackTarget } from "../../domain/migrating/undo-migration.ts";
import { inChunks } from "./in-chunks.ts";
import { MigrationRow, migrationColumns } from "./migrations.ts";

const NameRow = z.object({ name: z.string() });
const IdRow = z.object({ id: z.string() });
const ProviderRow = z.object({ name: z.string(), revision: z.int() });
const TargetRow = z.object({
  app: z.string(),
  service: z.string().nullable(),
  stage: z.string().nullable(),
  region: z.string().nullable(),
  revision: z.int(),
  hadLink: z.boolean(),
  wasAlone: z.boolean(),
  parameterKeys: z.array(z.string()),
});

/**
 * Takes back all that a migration wrote, last things first, and marks it as undone. Everything must be locked, and be as the
 * migration left it. Nothing had been set on the services and instances, and there were none of the blueprints.
 */
export async function takeBack(
  db: Queryable,
  org: string,
  { id, report }: StoredMigration,
  by: string,
): Promise<TakenBack> {
  const apps = await db.query(
    NameRow,
    `update apps a set mode = left_as.mode_before, revision = a.revision + 1, updated_at = now()
       from migrated_apps left_as
      where left_as.migration_id = $2 and a.org = $1 and a.name = left_as.app
     returning a.name`,
    [org, id],
  );
  const targets = await takeBackTargets(db, id);
  const providers = await db.query(
    ProviderRow,
    `delete from providers p using migrated_providers left_as
      where left_as.migration_id = $2 and p.org = $1 and p.id = left_as.provider_id
     returning p.name, p.revision`,
    [org, id],
  );
  const [migration] = await db.query(
    MigrationRow,
    `update provider_migrations set undone_at = now(), undone_by = $2 where id = $1 returning ${migrationColumns}`,
    [id, by],
  );
  if (migration === undefined) throw new Error(`The migration ${id} of ${org} was not there to be undone.`);
  return { migration: { ...migration, report }, apps: apps.map(({ name }) => name), targets, providers };
}

async function takeBackTargets(db: Queryable, id: string): Promise<TakenBackTarget[]> {
  const ids = await db.query(
    IdRow,
    "select target_id::text as id from migrated_targets where migration_id = $1 order by target_id limit 1000000",
    [id],
  );
  const rows = await inChunks(ids, async (chunk) => {
    const values = [chunk.map((each) => each.id)];
    const before = await db.query(TargetRow, whatIsSet, values);
    await db.execute("delete from target_parameters where target_id = any($1::bigint[])", values);
    await db.execute("delete from targets where id = any($1::bigint[]) and service = ''", values);
    await db.execute(
      `update targets
          set provider = null, no_provider = false, inherits = true, revision = revision + 1,
              content_id = nextval('target_contents'), updated_at = now()
        where id = any($1::bigint[])`,
      values,
    );
    return before;
  });
  return rows.map(({ hadLink, wasAlone, revision, ...row }) => ({
    ...row,
    revision: row.service === null ? revision : revision + 1,
    fields: [
      ...(hadLink ? (["provider"] as const) : []),
      ...(wasAlone ? (["inherits"] as const) : []),
      ...(row.parameterKeys.length > 0 ? (["parameters"] as const) : []),
    ],
  }));
}

const whatIsSet = `select t.app, nullif(t.service, '') as service, nullif(t.stage, '') as stage,
       nullif(t.region, '') as region, t.revision, t.provider is not null or t.no_provider as "hadLink",
       not t.inherits as "wasAlone",
       array(select p.key from target_parameters p where p.target_id = t.id order by p.position) as "parameterKeys"
  from targets t
 where t.id = any($1::bigint[])
 order by t.app, t.service, t.stage, t.region
 limit 1000`;
