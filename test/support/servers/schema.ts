import pg from "pg";
import { createDatabase } from "./servers.ts";

/** Creates a database with an empty schema, and returns a URL with which unqualified names mean that schema. */
export async function createSchema(name: string): Promise<string> {
  const url = await createDatabase();
  await query(url, `create schema ${name}`);
  return `${url}?options=${encodeURIComponent(`-c search_path=${name}`)}`;
}

/** Runs one statement over a connection of its own. */
export async function query<R extends object>(
  url: string,
  text: string,
  values: unknown[] = [],
): Promise<R[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<R>(text, values);
    return rows;
  } finally {
    await client.end();
  }
}
