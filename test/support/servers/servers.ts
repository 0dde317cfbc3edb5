import { randomBytes } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";

/** Creates an empty database on the tests' Postgres, and returns its URL for the superuser. */
export async function createDatabase(): Promise<string> {
  return await copyDatabase("template1");
}

/**
 * Copies a database, given by its URL, and returns the URL of the copy, so that tests can migrate once and clone for
 * each test. Nobody may be connected to the original meanwhile.
 */
export async function cloneDatabase(templateUrl: string): Promise<string> {
  const { pathname, search } = new URL(templateUrl);
  return `${await copyDatabase(decodeURIComponent(pathname.slice(1)))}${search}`;
}

async function copyDatabase(template: string): Promise<string> {
  const superuserUrl = inject("postgresUrl");
  const name = `test_${randomBytes(8).toString("hex")}`;
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    await client.query(`create database ${name} template ${pg.escapeIdentifier(template)}`);
  } finally {
    await client.end();
  }
  const url = new URL(superuserUrl);
  url.pathname = `/${name}`;
  return url.href;
}
