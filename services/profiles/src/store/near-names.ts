import type { Queryable } from "@stagepass/runtime";
import { z } from "zod";

const NameRow = z.object({ name: z.string() });

/**
 * How many names before a wrong one, and how many after it in alphabetical order, it is compared with. A typing error
 * mostly leaves the beginning as it was, so that of very many names the one that was meant is likely among these.
 */
const candidates = 500;

/** Lists organizations whose names are around a wrong one. */
export async function listNearOrgs(db: Queryable, name: string): Promise<string[]> {
  return namesOf(await db.query(NameRow, around("orgs", "name", []), [candidates, name]));
}

/** Lists profiles whose names are around a wrong one. */
export async function listNearProfiles(db: Queryable, org: string, name: string): Promise<string[]> {
  return namesOf(
    await db.query(NameRow, around("profiles", "live_name", ["org = $3"]), [candidates, name, org]),
  );
}

/** Lists apps whose names are around a wrong one. */
export async function listNearApps(db: Queryable, org: string, name: string): Promise<string[]> {
  return namesOf(await db.query(NameRow, around("apps", "name", ["org = $3"]), [candidates, name, org]));
}

/** Lists providers whose names are around a wrong one. */
export async function listNearProviders(db: Queryable, org: string, name: string): Promise<string[]> {
  return namesOf(await db.query(NameRow, around("providers", "name", ["org = $3"]), [candidates, name, org]));
}

/** Lists stages of an app whose names are around a wrong one. */
export async function listNearStages(
  db: Queryable,
  org: string,
  app: string,
  name: string,
): Promise<string[]> {
  const text = around("stages", "name", ["org = $3", "app = $4"]);
  return namesOf(await db.query(NameRow, text, [candidates, name, org, app]));
}

/** Lists ids of access keys. They are random, so that none is nearer to a wrong one than another. */
export async function listNearAccessKeys(db: Queryable, org: string): Promise<string[]> {
  const text = `select id as name from access_keys where org = $1 and revoked_at is null
                 order by access_keys.name, id limit $2`;
  return namesOf(await db.query(NameRow, text, [org, 2 * candidates]));
}

/** Two reads of an index that has the `name` after what the rows have in common, each from the wrong name on. */
function around(table: string, name: string, inCommon: readonly string[]): string {
  const rows = `select ${name} as name from ${table} where ${[...inCommon, name].join(" and ")}`;
  return `(${rows} < $2 order by ${name} desc limit $1) union all (${rows} > $2 order by ${name} limit $1)`;
}

function namesOf(rows: readonly z.infer<typeof NameRow>[]): string[] {
  return rows.map(({ name }) => name);
}
