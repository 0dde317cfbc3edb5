import { readdir, readFile } from "node:fs/promises";
import { Socket } from "node:net";
import { fileURLToPath } from "node:url";
import type { ServiceId } from "@stagepass/contracts";
import { runner } from "node-pg-migrate";
import pg from "pg";
import { z } from "zod";
import { type Patience, patienceOf, persist, waitFor } from "../process/patience.ts";
import { effectOf, type MigrationEffect } from "./migration-effect.ts";
import { parseRows } from "./parse-rows.ts";

const runtimeMigrations = new URL("../../migrations/", import.meta.url);

/**
 * Runs the migrations that a service's schema lacks. A schema that newer code has only added to stays as it is. Throws
 * when newer code has changed what this code relies on, and when Postgres rejects the connection or does not answer for
 * minutes.
 */
export async function migrate(
  service: ServiceId,
  databaseUrl: string,
  migrations: URL,
  patience: Patience = patienceOf(),
): Promise<void> {
  const client = await persist(
    patience,
    `Postgres, for the ${service} service`,
    () => connect(service, databaseUrl, patience),
    isStartingUp,
  );
  try {
    // This lock waits for other starts, and there is one for each schema. The library's own lock fails when it is taken.
    const lock = client.query("select pg_advisory_lock(hashtext('stagepass:migrate'), hashtext($1))", [
      service,
    ]);
    await waitFor(patience, `another start that migrates the database of the ${service} service`, lock);
    await migrateFolder(client, service, "runtime_migrations", runtimeMigrations);
    await migrateFolder(client, service, "migrations", migrations);
  } finally {
    await client.end();
  }
}

async function connect(service: ServiceId, url: string, { limitMs, stopping }: Patience): Promise<pg.Client> {
  const socket = new Socket();
  const client = new pg.Client({
    connectionString: url,
    application_name: `stagepass-${service}-migrate`,
    connectionTimeoutMillis: limitMs,
    stream: () => socket,
  });
  // The error event must have a listener. If the connection breaks between two queries, the next one fails with the reason.
  client.on("error", () => {});
  // end() has no effect on a client that has not connected yet.
  const abandon = () => void socket.destroy();
  stopping.addEventListener("abort", abandon);
  try {
    stopping.throwIfAborted();
    await client.connect();
    return client;
  } catch (cause) {
    const { host, username } = new URL(url);
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(
      `The ${service} service cannot connect to Postgres at ${host} as ${username}: ${reason}. ` +
        `${service.toUpperCase()}_DATABASE_URL must name a server that is running, and this user's password there.`,
      { cause },
    );
  } finally {
    stopping.removeEventListener("abort", abandon);
  }
}

/** Whether Postgres is starting up or recovering: `cannot_connect_now`. https://www.postgresql.org/docs/17/errcodes-appendix.html */
function isStartingUp(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof pg.DatabaseError && cause.code === "57P03";
}

async function migrateFolder(client: pg.Client, schema: string, table: string, folder: URL): Promise<void> {
  const known = await readMigrations(folder);
  await recordAdditive(client, schema, table, known);
  await assertKnown(client, schema, table, known);
  await runner({
    dbClient: client,
    dir: fileURLToPath(folder),
    direction: "up",
    migrationsSchema: schema,
    migrationsTable: table,
    schema,
    noLock: true,
    log: () => {},
  });
}

/** The migrations of this code: the name of each, and its effect on code that does not know it. */
async function readMigrations(folder: URL): Promise<ReadonlyMap<string, MigrationEffect>> {
  const migrations = new Map<string, MigrationEffect>();
  for (const file of await readdir(folder)) {
    const sql = await readFile(new URL(file, folder), "utf8");
    migrations.set(file.replace(/\.sql$/, ""), effectOf(file, sql));
  }
  return migrations;
}

/**
 * Records for older code which migrations are additive. They are recorded before they run, so that older code finds a
 * record of each additive migration in the database; one without a record stops it. The table for this is not created by
 * a migration, since code from before the table existed would stop at that migration.
 */
async function recordAdditive(
  client: pg.Client,
  schema: string,
  table: string,
  known: ReadonlyMap<string, MigrationEffect>,
): Promise<void> {
  const additive = [...known].filter(([, effect]) => effect === "additive").map(([name]) => name);
  await client.query(
    `create table if not exists ${schema}.additive_migrations (
       history text not null,
       name text not null,
       primary key (history, name)
     )`,
  );
  await client.query(
    `insert into ${schema}.additive_migrations (history, name)
     select $1, unnest($2::text[])
         on conflict do nothing`,
    [table, additive],
  );
}

const Present = z.object({ present: z.boolean() });
const Named = z.object({ name: z.string() });

/** Throws when the database has a migration that this code does not know and that is not additive. */
async function assertKnown(
  client: pg.Client,
  schema: string,
  table: string,
  known: ReadonlyMap<string, MigrationEffect>,
): Promise<void> {
  const isThere = "select to_regclass($1) is not null as present";
  const found = await client.query(isThere, [`${schema}.${table}`]);
  if (parseRows(Present, found.rows, isThere)[0]?.present !== true) return;
  const names = `
    select name
      from ${schema}.${table}
     where name not in (select name from ${schema}.additive_migrations where history = $1)
     order by id
     limit 10000`;
  const { rows } = await client.query(names, [table]);
  const unknown = parseRows(Named, rows, names).find(({ name }) => !known.has(name));
  if (unknown === undefined) return;
  throw new Error(
    `The database of the ${schema} service is newer than this code: it holds the migration ${unknown.name}, ` +
      "which this version does not know and which is not marked as one that it can live with. " +
      "Run the version that made it, or a newer one.",
  );
}
