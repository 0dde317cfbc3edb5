import pg from "pg";
import { createDatabase } from "./servers.ts";

/** Makes a fresh database with an empty schema, and returns a URL in which bare names mean that schema. */
export async function createSchema(name: string): Promise<string> {
  const url = await createDatabase();
  await query(url, `create schema ${name}`);
  return `${url}?options=${encodeURIComponent(`-c search_path=${name}`)}`;
}

/** Sends one statement over a connection of its own. */
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
