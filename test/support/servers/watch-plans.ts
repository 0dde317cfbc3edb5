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
  /** The statements, by their first words, for which Postgres would sort rows: it reads all of them before the first. */
  sorts(): readonly string[];
  /** The indexes that Postgres would use. */
  indexes(): readonly string[];
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
  const sorts: string[] = [];
  const indexes = new Set<string>();
  const texts = new Set<string>();
  const explain = async (options: string, text: string, values?: readonly unknown[]) => {
    const { rows } = await client.query(`explain (format json${options}) ${text}`, values && [...values]);
    const nodes = parseRows(PlanRow, rows, text)
      .flatMap((row) => row["QUERY PLAN"])
      .flatMap(({ Plan }) => nodesOf(Plan));
    const statement = `${text.trim().replace(/\s+/g, " ").slice(0, 200)}${options}`;
    for (const node of nodes) {
      if (node["Node Type"] === "Seq Scan") scans.push(`${node["Relation Name"] ?? ""} in ${statement}`);
      if (node["Index Name"] !== undefined) indexes.add(node["Index Name"]);
      if (node["Node Type"] === "Sort") sorts.push(statement);
    }
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
    sorts: () => [...new Set(sorts)],
    indexes: () => [...indexes].sort(),
    statements: () => texts.size,
  };
}

const PlanNode = z.object({
  "Node Type": z.string(),
  "Relation Name": z.string().optional(),
  "Index Name": z.string().optional(),
  Plans: z.array(z.unknown()).default([]),
});

/** A node of a plan, and all nodes below it. */
function nodesOf(plan: unknown): z.infer<typeof PlanNode>[] {
  const node = PlanNode.parse(plan);
  return [node, ...node.Plans.flatMap(nodesOf)];
}
