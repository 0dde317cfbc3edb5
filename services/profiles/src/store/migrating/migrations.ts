import { MigrationPlan, Parity } from "@stagepass/contracts";
import type { Queryable } from "@stagepass/runtime";
import { z } from "zod";
import type { MigrationToAdd, StoredMigration } from "../../domain/migrating/migration-ports.ts";
import { inChunks } from "./in-chunks.ts";

const Report = z.object({ asHosted: z.boolean(), plan: MigrationPlan, parity: Parity });

/** A migration as it is stored, without what it showed. */
export const MigrationRow = z.object({
  id: z.string(),
  app: z.string().nullable(),
  migratedAt: z.date(),
  migratedBy: z.string(),
  undoneAt: z.date().nullable(),
  undoneBy: z.string().nullable(),
} satisfies Record<Exclude<keyof StoredMigration, "report">, z.ZodType>);
const FullRow = MigrationRow.extend({ report: Report });

/** SQL for the columns of a migration, without what it showed. */
export const migrationColumns = `id::text, app, migrated_at as "migratedAt", migrated_by as "migratedBy",
                 undone_at as "undoneAt", undone_by as "undoneBy"`;

/** Keeps a migration, with what it left. */
export async function addMigration(
  db: Queryable,
  { org, app, report, by, providers, apps, targets }: MigrationToAdd,
): Promise<StoredMigration> {
  const [added] = await db.query(
    MigrationRow,
    `insert into provider_migrations (org, app, report, migrated_by) values ($1, $2, $3, $4) returning ${migrationColumns}`,
    [org, app, JSON.stringify(report), by],
  );
  if (added === undefined) throw new Error(`The migration of ${org} was not stored.`);
  await db.execute(
    `insert into migrated_providers (migration_id, provider_id, name, revision)
     select $1, given.id, given.name, given.revision
       from unnest($2::bigint[], $3::text[], $4::integer[]) as given (id, name, revision)`,
    [added.id, providers.map(({ id }) => id), providers.map(({ name }) => name), revisionsOf(providers)],
  );
  await db.execute(
    `insert into migrated_apps (migration_id, app, mode_before, revision)
     select $1, given.app, given.mode, given.revision
       from unnest($2::text[], $3::text[], $4::integer[]) as given (app, mode, revision)`,
    [added.id, apps.map((each) => each.app), apps.map(({ modeBefore }) => modeBefore), revisionsOf(apps)],
  );
  await inChunks(targets, async (chunk) => {
    await db.execute(
      `insert into migrated_targets (migration_id, target_id, revision)
       select $1, given.id, given.revision from unnest($2::bigint[], $3::integer[]) as given (id, revision)`,
      [added.id, chunk.map(({ id }) => id), revisionsOf(chunk)],
    );
    return [];
  });
  return { ...added, report };
}

/** Finds the last migration of an organization, or of one app on its own. */
export async function findLastMigration(
  db: Queryable,
  org: string,
  app: string | undefined,
): Promise<StoredMigration | undefined> {
  const [found] = await db.query(
    FullRow,
    `select ${migrationColumns}, report from provider_migrations
      where org = $1 and ($2::text is null or app = $2)
      order by id desc limit 1`,
    [org, app],
  );
  return found;
}

/** Finds the last migration that was not undone, of an organization or of one app on its own. */
export async function findStandingMigration(
  db: Queryable,
  org: string,
  app: string | undefined,
): Promise<StoredMigration | undefined> {
  const [found] = await db.query(
    FullRow,
    `select ${migrationColumns}, report from provider_migrations
      where org = $1 and ($2::text is null or app = $2) and undone_at is null
      order by id desc limit 1`,
    [org, app],
  );
  return found;
}

function revisionsOf(rows: readonly { readonly revision: number }[]): number[] {
  return rows.map(({ revision }) => revision);
}
