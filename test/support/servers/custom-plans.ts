import type { ServiceId } from "@stagepass/contracts";
import pg from "pg";
import { z } from "zod";
import { parseRows } from "../../../packages/runtime/src/database/parse-rows.ts";
import { type Queryable, queryable } from "../../../packages/runtime/src/database/queryable.ts";

const PreparedRow = z.object({ statement: z.string(), custom: z.int() });

/** Does work on one connection, and returns how often Postgres made a plan for the values of each statement. */
export async function customPlansOf(
  service: ServiceId,
  url: string,
  work: (database: Queryable) => Promise<unknown>,
): Promise<readonly number[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(queryable(client, service));
    const text = "select statement, custom_plans::integer as custom from pg_prepared_statements";
    const { rows } = await client.query(text);
    return parseRows(PreparedRow, rows, text).map(({ custom }) => custom);
  } finally {
    await client.end();
  }
}
