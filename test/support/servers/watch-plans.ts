import type { ServiceId } from "@stagepass/contracts";
import pg from "pg";
import { onTestFinished } from "vitest";
import { z } from "zod";
import { commitTogether } from "../../../packages/runtime/src/database/commit-together.ts";
import { type Database, openDatabase } from "../../../packages/runtime/src/database/database.ts";
import { parseRows } from "../../../packages/runtime/src/database/parse-rows.ts";
import type { Queryable } from "../../../packages/runtime/src/database/queryable.ts";

const PlanRow = z.object({ "QUERY PLAN": z.array(z.object({ Plan: z.unknown() })) });

/** A database that runs what it is sent, and first asks how Postgres would run it. */
export interface WatchedDatabase extends Database {
  /** Asks how statements would be run, and runs none: each has no rows. */
  readonly asking: Queryable;
  /** The statements, by their first words, with the tables that Postgres would read from end to end. */
  sequentialScans(): readonly string[];
  /** How many statements were looked at. */
  statements(): number;
}

/**
 * Opens a service's database and watches the plans of statements, each with its values and as the generic plan, which
 * Postgres may choose once a statement was sent a few times. Fill the tables and `analyze` them first: a small table is
 * quickest read from end to end. It is closed when the running test has ended.
 */
export async function watchPlans(service: ServiceId, url: string): Promise<WatchedDatabase> {
  const pool = openDatabase(service, url);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  onTestFinished(async () => {
    await Promise.all([pool.close(), client.end()]);
  });
  const scans: string[] = [];
  const texts = new Set<string>();
  const explain = async (options: string, text: string, values?: readonly unknown[]) => {
    const { rows } = await client.query(`explain (format json${options}) ${text}`, values && [...values]);
    for (const table of parseRows(PlanRow, rows, text).flatMap(tablesScanned))
      scans.push(`${table} in ${text.trim().replace(/\s+/g, " ").slice(0, 200)}${options}`);
  };
  const watch = (queryable: Queryable): Queryable => {
    const look = async (text: string, values: readonly unknown[] = []) => {
      texts.add(text);
      await explain("", text, values);
      // Without values, which only a statement that is not prepared may leave out.
      await explain(", generic_plan", text);
    };
    return {
      query: async (row, text, values) => {
        await look(text, values);
        return queryable.query(row, text, values);
      },
      execute: async (text, values) => {
        await look(text, values);
        return queryable.execute(text, values);
      },
    };
  };
  const watched = watch(pool);
  const asking = watch({ query: async () => [], execute: async () => 0 });
  return {
    ...watched,
    asking,
    transaction: (work) => pool.transaction((changes) => work({ ...changes, ...watch(changes) })),
    commit: commitTogether(watched, () => {}),
    sequentialScans: () => [...new Set(scans)],
    statements: () => texts.size,
  };
}

const PlanNode = z.object({
  "Node Type": z.string(),
  "Relation Name": z.string().optional(),
  Plans: z.array(z.unknown()).default([]),
});

function tablesScanned(row: z.infer<typeof PlanRow>): string[] {
  return row["QUERY PLAN"].flatMap(({ Plan }) => scannedIn(Plan));
}

function scannedIn(plan: unknown): string[] {
  const node = PlanNode.parse(plan);
  const own = node["Node Type"] === "Seq Scan" ? [node["Relation Name"] ?? ""] : [];
  return [...own, ...node.Plans.flatMap(scannedIn)];
}
