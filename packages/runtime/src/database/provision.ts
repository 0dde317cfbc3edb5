import type { ServiceId } from "@stagepass/contracts";
import pg from "pg";

/** The services that store something. Each has a schema and a role of its own. */
export const storingServices = [
  "profiles",
  "resolver",
  "credentials",
] as const satisfies readonly ServiceId[];
/** The name of a service that stores something. */
export type StoringService = (typeof storingServices)[number];

/**
 * Creates the database `stagepass`, with a role and a schema for each service that stores something. The passwords of
 * roles that exist are set again. A role can only access its own schema. Requires the URL of a superuser.
 */
export async function provisionDatabase(
  superuserUrl: string,
  passwords: Readonly<Record<StoringService, string>>,
): Promise<void> {
  await withClient(superuserUrl, async (client) => {
    const { rowCount } = await client.query("select 1 from pg_database where datname = 'stagepass'");
    if (rowCount === 0) await client.query("create database stagepass");
  });
  const url = new URL(superuserUrl);
  url.pathname = "/stagepass";
  await withClient(url.href, async (client) => {
    await client.query("revoke all on schema public from public");
    for (const name of storingServices) await provisionRole(client, name, passwords[name]);
  });
}

async function provisionRole(client: pg.Client, name: StoringService, password: string): Promise<void> {
  const { rowCount } = await client.query("select 1 from pg_roles where rolname = $1", [name]);
  if (rowCount === 0) await client.query(`create role ${name} login`);
  await client.query(`alter role ${name} with login password ${client.escapeLiteral(password)}`);
  await client.query(`create schema if not exists ${name} authorization ${name}`);
  await client.query(`alter role ${name} in database stagepass set search_path = ${name}`);
}

async function withClient(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
