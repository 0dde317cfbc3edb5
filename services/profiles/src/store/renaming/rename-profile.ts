import type { Queryable } from "@stagepass/runtime";
import { z } from "zod";
import type { VersionName } from "../../domain/planning/open.ts";

const RenamedRow = z.object({ presentName: z.string() });

/** Makes the row of a name that was never used. Returns false when it was. */
export async function reserveProfile(db: Queryable, org: string, name: string): Promise<boolean> {
  const rowCount = await db.execute(
    "insert into profiles (org, name, key, version) values ($1, $2, $2, 0) on conflict (org, name) do nothing",
    [org, name],
  );
  return rowCount === 1;
}

/**
 * Moves a profile, whose row is locked, to a reserved name, and what refers to it. Its versions and values refer to its key,
 * which stays, so that their number does not matter. The old name gets a row of its own, as that of a deleted profile, so
 * that its numbers continue.
 */
export async function moveProfile(db: Queryable, org: string, from: string, to: string): Promise<void> {
  await db.execute(
    `set constraints apps_org_default_profile_fkey, stages_org_profile_fkey, org_stages_org_profile_fkey,
                     profile_renames_org_name_fkey, profile_renames_org_renamed_to_fkey deferred`,
  );
  await db.execute("delete from profiles where org = $1 and name = $2 and version = 0", [org, to]);
  await db.execute("update profiles set name = $3, updated_at = now() where org = $1 and name = $2", [
    org,
    from,
    to,
  ]);
  await db.execute(
    `insert into profiles (org, name, key, version, deleted_at)
     select org, $2, gen_random_uuid()::text, version, now() from profiles where org = $1 and name = $3`,
    [org, from, to],
  );
  await moveUses(db, org, from, to);
  await moveKeys(db, org, from, to);
  await db.execute("update profile_renames set renamed_to = $3 where org = $1 and renamed_to = $2", [
    org,
    from,
    to,
  ]);
  await db.execute(
    `insert into profile_renames (org, name, through_version, renamed_to)
     select org, name, version, $3 from profiles where org = $1 and name = $2`,
    [org, from, to],
  );
}

/** Writes another name of a profile into the scopes of the keys that name it, also as an exception. */
async function moveKeys(db: Queryable, org: string, from: string, to: string): Promise<void> {
  await db.execute(
    `update access_keys set profiles = array_replace(array_replace(profiles, $2, $3), '!' || $2, '!' || $3)
      where org = $1 and profiles && array[$2, '!' || $2] and revoked_at is null`,
    [org, from, to],
  );
}

/** What shows the profile by its name has changed with it, so that its revision counts that. */
async function moveUses(db: Queryable, org: string, from: string, to: string): Promise<void> {
  const names = [org, from, to];
  await db.execute(
    `update apps set default_profile = $3, revision = revision + 1, updated_at = now()
      where org = $1 and default_profile = $2`,
    names,
  );
  await db.execute(
    `update stages set profile = $3, revision = revision + 1, updated_at = now()
      where org = $1 and profile = $2`,
    names,
  );
  await db.execute(
    `with moved as (update org_stages set profile = $3 where org = $1 and profile = $2 returning org)
     update orgs set revision = revision + 1 where name in (select org from moved)`,
    names,
  );
}

/**
 * Makes a function that finds something about a version also by a name that its profile had when the version was made. A
 * resolve call can have planned with that name a moment ago, and the records of deploys keep it.
 */
export function followRenames<T>(db: Queryable, find: (version: VersionName) => Promise<T | undefined>) {
  return async (version: VersionName): Promise<T | undefined> => {
    const found = await find(version);
    if (found !== undefined) return found;
    const profile = await findPresentName(db, version);
    return profile === undefined ? undefined : find({ ...version, profile });
  };
}

async function findPresentName(
  db: Queryable,
  { org, profile, version }: VersionName,
): Promise<string | undefined> {
  const [row] = await db.query(
    RenamedRow,
    `select renamed_to as "presentName"
       from profile_renames
      where org = $1 and name = $2 and through_version >= $3
      order by through_version
      limit 1`,
    [org, profile, version],
  );
  return row?.presentName;
}
