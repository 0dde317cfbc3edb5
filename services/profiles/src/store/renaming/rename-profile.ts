import type { Queryable } from "@stagepass/runtime";
import { z } from "zod";
import type { VersionName } from "../../domain/planning/open.ts";

const RenamedRow = z.object({ presentName: z.string() });

/** Makes the row of a name that was never used. Returns false when it was. */
export async function reserveProfile(db: Queryable, org: string, name: string): Promise<boolean> {
  const rowCount = await db.execute(
    "insert into profiles (org, name, version) values ($1, $2, 0) on conflict (org, name) do nothing",
    [org, name],
  );
  return rowCount === 1;
}

/**
 * Moves a profile, whose row is locked, to a reserved name: its versions with their numbers, its values, and what refers to
 * it. The row of the old name stays as that of a deleted profile, so that its numbers continue.
 */
export async function moveProfile(db: Queryable, org: string, from: string, to: string): Promise<void> {
  await db.execute(
    `update profiles
        set version = old.version, first_version = old.first_version, created_at = old.created_at
       from profiles old
      where profiles.org = $1 and profiles.name = $3 and old.org = $1 and old.name = $2`,
    [org, from, to],
  );
  await moveContents(db, org, from, to);
  await moveUses(db, org, from, to);
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
  await db.execute(
    `update profiles set first_version = null, deleted_at = now(), updated_at = now()
      where org = $1 and name = $2`,
    [org, from],
  );
}

async function moveContents(db: Queryable, org: string, from: string, to: string): Promise<void> {
  await db.execute(
    `set constraints version_parameters_org_profile_version_fkey,
                     version_parameters_org_profile_key_value_id_fkey deferred`,
  );
  const move = (table: string, more = "") =>
    db.execute(`update ${table} set profile = $3${more} where org = $1 and profile = $2`, [org, from, to]);
  await move("profile_versions");
  // A value stays bound to the name for which it was sealed.
  await move("profile_values", ", sealed_for = coalesce(sealed_for, profile)");
  await move("version_parameters");
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
