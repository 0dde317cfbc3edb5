import type { AccessRole } from "@stagepass/contracts";
import { inWildcards, placesAfter, type Queryable } from "@stagepass/runtime";
import { z } from "zod";
import type { ListedAfter } from "../domain/common/listed-after.ts";
import type { LockedProfile } from "../domain/versions/profile.ts";
import { StoredRole } from "./columns/stored-json.ts";
import { findVersion } from "./versions.ts";

/** A profile as a list of profiles shows it. */
export type ProfileRow = Readonly<z.infer<typeof ProfileRow>>;
const ProfileRow = z.object({
  name: z.string(),
  version: z.int(),
  description: z.string(),
  createdAt: z.date(),
  updatedAt: z.date(),
  updatedBy: z.string(),
  uses: z.int(),
});
const LockedRow = z.object({ version: z.int() });
const RoleRow = z.object({ accessRole: StoredRole.nullable() });

/** Locks the row of a name, and creates it first when the name was never used. */
export async function claimProfile(db: Queryable, org: string, profile: string): Promise<LockedProfile> {
  // Another transaction may be inserting the row. An update that changes nothing waits for it and locks the row.
  const rows = await db.query(
    LockedRow,
    `insert into profiles (org, name, key, version) values ($1, $2, $2, 0)
     on conflict (org, name) do update set version = profiles.version
     returning version`,
    [org, profile],
  );
  return { lastVersion: rows[0]?.version ?? 0, current: await findVersion(db, org, profile) };
}

/** Locks the row of a name. Returns undefined when the name was never used. */
export async function lockProfile(
  db: Queryable,
  org: string,
  profile: string,
): Promise<LockedProfile | undefined> {
  const rows = await db.query(
    LockedRow,
    "select version from profiles where org = $1 and name = $2 for update",
    [org, profile],
  );
  const [row] = rows;
  return row && { lastVersion: row.version, current: await findVersion(db, org, profile) };
}

/** Keeps a profile from being deleted until the transaction ends. Returns false when it does not exist. */
export async function holdProfile(db: Queryable, org: string, profile: string): Promise<boolean> {
  const rowCount = await db.execute(
    "select 1 from profiles where org = $1 and live_name = $2 for key share",
    [org, profile],
  );
  return rowCount === 1;
}

/** Hides a profile and its versions, and destroys its values. Its row stays, so that version numbers continue. */
export async function deleteProfile(db: Queryable, org: string, profile: string): Promise<void> {
  await deleteProfiles(db, org, [profile]);
}

/** Hides profiles and their versions, and destroys their values. */
export async function deleteProfiles(db: Queryable, org: string, profiles: readonly string[]): Promise<void> {
  await db.execute(
    `update profile_values
        set sealed = null, secret_reference = null, destroyed_at = now()
      where org = $1 and profile = any(array(select key from profiles where org = $1 and name = any($2)))
        and destroyed_at is null`,
    [org, profiles],
  );
  await db.execute(
    `update profiles set first_version = null, deleted_at = now(), updated_at = now()
      where org = $1 and name = any($2)`,
    [org, profiles],
  );
}

/** Lists the profiles after a name, by name, with the number of stages, apps and lines of the stage map that use them. */
export async function listProfiles(
  db: Queryable,
  { org, after, search = "", within }: ListedAfter,
  limit: number,
): Promise<ProfileRow[]> {
  const values: unknown[] = [org, after, search, limit];
  const isWithin = inWildcards("live_name", within, placesAfter(values));
  const rows = await db.query(
    ProfileRow,
    `select p.name, p.version, v.description, p.created_at as "createdAt", p.updated_at as "updatedAt",
            v.created_by as "updatedBy",
            ((select count(*) from stages s where s.org = p.org and s.profile = p.name) +
             (select count(*) from apps a where a.org = p.org and a.default_profile = p.name) +
             (select count(*) from org_stages m where m.org = p.org and m.profile = p.name))::integer as uses
       from (select * from profiles
              where org = $1 and live_name > $2 and strpos(live_name, $3) > 0 and ${isWithin}
              order by live_name
              limit $4) p
       join profile_versions v on v.org = p.org and v.profile = p.key and v.version = p.version
      order by p.live_name
      limit $4`,
    values,
  );
  return rows;
}

/**
 * Finds the role of a profile's newest version. A profile without a role returns an object with null, and an unknown
 * profile undefined.
 */
export async function findAccessRole(
  db: Queryable,
  org: string,
  profile: string,
): Promise<{ accessRole: AccessRole | null } | undefined> {
  const rows = await db.query(
    RoleRow,
    `select v.access_role as "accessRole"
       from profiles p
       join profile_versions v on v.org = p.org and v.profile = p.key and v.version = p.version
      where p.org = $1 and p.live_name = $2`,
    [org, profile],
  );
  return rows[0];
}
