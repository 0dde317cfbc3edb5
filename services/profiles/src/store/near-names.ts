import type { Queryable } from "@stagepass/runtime";
import { z } from "zod";

const NameRow = z.object({ name: z.string() });

/**
 * How many names a wrong one is compared with. Those of the nearest length come first, since a typing error hardly
 * changes the length.
 */
const candidates = 500;

/** Lists organizations whose names are about as long as a wrong one. */
export async function listNearOrgs(db: Queryable, name: string): Promise<string[]> {
  const text = "select name from orgs order by abs(length(name) - length($1)), name limit $2";
  return namesOf(await db.query(NameRow, text, [name, candidates]));
}

/** Lists profiles whose names are about as long as a wrong one. */
export async function listNearProfiles(db: Queryable, org: string, name: string): Promise<string[]> {
  const text = `select live_name as name from profiles
                 where org = $1 and live_name is not null
                 order by abs(length(live_name) - length($2)), live_name limit $3`;
  return namesOf(await db.query(NameRow, text, [org, name, candidates]));
}

/** Lists apps whose names are about as long as a wrong one. */
export async function listNearApps(db: Queryable, org: string, name: string): Promise<string[]> {
  const text = `select name from apps where org = $1 order by abs(length(name) - length($2)), name limit $3`;
  return namesOf(await db.query(NameRow, text, [org, name, candidates]));
}

/** Lists stages of an app whose names are about as long as a wrong one. */
export async function listNearStages(
  db: Queryable,
  org: string,
  app: string,
  name: string,
): Promise<string[]> {
  const text = `select name from stages where org = $1 and app = $2
                 order by abs(length(name) - length($3)), name limit $4`;
  return namesOf(await db.query(NameRow, text, [org, app, name, candidates]));
}

/** Lists ids of access keys that are about as long as a wrong one. */
export async function listNearAccessKeys(db: Queryable, org: string, id: string): Promise<string[]> {
  const text = `select id as name from access_keys where org = $1 and revoked_at is null
                 order by abs(length(id) - length($2)), id limit $3`;
  return namesOf(await db.query(NameRow, text, [org, id, candidates]));
}

function namesOf(rows: readonly z.infer<typeof NameRow>[]): string[] {
  return rows.map(({ name }) => name);
}
