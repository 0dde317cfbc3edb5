import type { ProfileField, Safeguard } from "@stagepass/contracts";
import type { Queryable } from "@stagepass/runtime";
import { z } from "zod";
import type { SealedValue } from "../domain/parameters/read-values.ts";
import type { LockedProfile, ProfileVersion, StoredParameter } from "../domain/versions/profile.ts";
import { storedContentOf } from "./columns/stored-content.ts";
import {
  StoredProfileClients,
  StoredReference,
  StoredRole,
  StoredSafeguards,
} from "./columns/stored-json.ts";

const VersionRow = z.object({
  version: z.int(),
  description: z.string(),
  createdAt: z.date(),
  createdBy: z.string(),
  restoredFrom: z.int().nullable(),
});
const ListedVersionRow = VersionRow.extend({ destroyed: z.array(z.string()) });
/** A version as a list of versions shows it. */
export type ListedVersion = Readonly<z.infer<typeof ListedVersionRow>>;

const ParameterRow = z.object({
  key: z.string(),
  sensitive: z.boolean(),
  valueId: z.string(),
  setAt: z.string(),
  reference: StoredReference.nullable(),
  sealed: z.boolean(),
});

const content = {
  description: z.string(),
  accessRole: StoredRole.nullable(),
  parameters: z.array(ParameterRow),
  safeguards: StoredSafeguards,
  clients: StoredProfileClients,
} satisfies Record<ProfileField, z.ZodType>;
const FullVersionRow = VersionRow.extend({ name: z.string(), ...content });

const SealedRow = z.object({ id: z.string(), sealed: z.instanceof(Uint8Array), sealedFor: z.string() });

/** SQL for the columns of a version `v` of a profile `p`. */
const fullColumns = `p.name, v.version, v.description, v.access_role as "accessRole", v.safeguards, v.clients,
            v.created_at as "createdAt", v.created_by as "createdBy", v.restored_version as "restoredFrom",
            array(
              select jsonb_build_object(
                       'key', used.key, 'sensitive', used.sensitive, 'valueId', stored.id::text,
                       'setAt', stored.created_at, 'reference', stored.secret_reference,
                       'sealed', stored.sealed is not null)
                from version_parameters used
                join profile_values stored on stored.id = used.value_id
               where used.org = v.org and used.profile = v.profile and used.version = v.version
               order by used.position
            ) as parameters`;

/** Finds a version, or the newest one, without its ciphertexts. Versions from before a deletion are not found. */
export async function findVersion(
  db: Queryable,
  org: string,
  profile: string,
  version?: number,
): Promise<ProfileVersion | undefined> {
  const [row] = await db.query(
    FullVersionRow,
    `select ${fullColumns}
       from profiles p
       join profile_versions v on v.org = p.org and v.profile = p.key
      where p.org = $1 and p.live_name = $2
        and v.version = coalesce($3, p.version) and v.version >= p.first_version`,
    [org, profile, version],
  );
  return row && toVersion(row);
}

/**
 * Lists the newest versions of an organization's profiles by name, without their ciphertexts. Of profiles that do not exist,
 * those are returned whose names are given, without a version.
 */
export async function listNewestVersions(
  db: Queryable,
  { org, alsoDeleted }: { readonly org: string; readonly alsoDeleted: readonly string[] },
  limit: number,
): Promise<(LockedProfile & { readonly name: string })[]> {
  const live = await db.query(
    FullVersionRow,
    `select ${fullColumns}
       from profiles p
       join profile_versions v on v.org = p.org and v.profile = p.key and v.version = p.version
      where p.org = $1 and p.live_name is not null
      order by p.live_name
      limit $2`,
    [org, limit],
  );
  const deleted = await db.query(
    z.object({ name: z.string(), lastVersion: z.int() }),
    `select name, version as "lastVersion" from profiles
      where org = $1 and name = any($2) and live_name is null order by name limit $3`,
    [org, alsoDeleted, limit],
  );
  return [
    ...live.map((row) => ({ name: row.name, lastVersion: row.version, current: toVersion(row) })),
    ...deleted.map((row) => ({ ...row, current: undefined })),
  ];
}

/** Returns the safeguards of the newest versions of profiles, by the names of those that exist. */
export async function listSafeguards(
  db: Queryable,
  org: string,
  profiles: readonly string[],
): Promise<ReadonlyMap<string, readonly Safeguard[]>> {
  const rows = await db.query(
    z.object({ name: z.string(), safeguards: StoredSafeguards }),
    `select p.name, v.safeguards
       from profiles p
       join profile_versions v on v.org = p.org and v.profile = p.key and v.version = p.version
      where p.org = $1 and p.live_name = any($2)
      order by p.live_name
      limit $3`,
    [org, profiles, profiles.length],
  );
  return new Map(rows.map(({ name, safeguards }) => [name, safeguards]));
}

function toVersion(row: z.infer<typeof FullVersionRow>): ProfileVersion {
  return { ...row, parameters: row.parameters.map(toStored) };
}

function toStored({ reference, sealed, setAt, ...parameter }: z.infer<typeof ParameterRow>): StoredParameter {
  return { ...parameter, setAt: new Date(setAt), content: storedContentOf(reference, sealed) };
}

/** Lists the versions before a number, newest first. */
export async function listVersions(
  db: Queryable,
  {
    org,
    profile,
    before,
  }: { readonly org: string; readonly profile: string; readonly before: number | undefined },
  limit: number,
): Promise<ListedVersion[]> {
  return db.query(
    ListedVersionRow,
    `select v.version, v.description, v.created_at as "createdAt", v.created_by as "createdBy",
            v.restored_version as "restoredFrom",
            array(
              select used.key
                from version_parameters used
                join profile_values stored on stored.id = used.value_id
               where used.org = v.org and used.profile = v.profile and used.version = v.version
                 and stored.destroyed_at is not null
               order by used.position
            ) as destroyed
       from profiles p
       join profile_versions v on v.org = p.org and v.profile = p.key
      where p.org = $1 and p.live_name = $2
        and v.version >= p.first_version and ($3::integer is null or v.version < $3)
      order by v.version desc
      limit $4`,
    [org, profile, before, limit],
  );
}

/** Reads the ciphertexts of value rows, and the names of the profile for which they were sealed. Returns them by id. */
export async function readSealed(
  db: Queryable,
  org: string,
  valueIds: readonly string[],
): Promise<ReadonlyMap<string, SealedValue>> {
  const rows = await db.query(
    SealedRow,
    `select id::text, sealed, coalesce(sealed_for, profile) as "sealedFor"
       from profile_values
      where org = $1 and id = any($2::bigint[])
      limit $3`,
    [org, valueIds, valueIds.length],
  );
  return new Map(rows.map(({ id, ...value }) => [id, value]));
}
