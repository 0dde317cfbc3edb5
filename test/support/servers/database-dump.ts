import pg from "pg";

/** Reads every row of every table that is not Postgres's own. Returns them by table as JSON, with bytes in hex. */
export async function dumpDatabase(postgresUrl: string): Promise<ReadonlyMap<string, string>> {
  const client = new pg.Client({ connectionString: postgresUrl });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name
         from pg_tables
        where schemaname not in ('pg_catalog', 'information_schema')`,
    );
    const dump = new Map<string, string>();
    for (const { name } of tables) {
      const { rows } = await client.query<{ text: string }>(
        `select to_jsonb(t)::text as text from ${name} t`,
      );
      dump.set(name, rows.map(({ text }) => text).join("\n"));
    }
    return dump;
  } finally {
    await client.end();
  }
}
