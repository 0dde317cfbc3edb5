import type { ProfileField } from "@stagepass/contracts";
import type { Queryable } from "@stagepass/runtime";
import { z } from "zod";
import type { NextParameter, ProfileVersion, VersionToAdd } from "../domain/versions/profile.ts";
import { findVersion } from "./versions.ts";

const ValueRow = z.object({ id: z.string(), key: z.string() });

/** Stores a version with the values that it brings, and makes it the newest. The profile's row must be locked. */
export async function addVersion(db: Queryable, added: VersionToAdd): Promise<ProfileVersion> {
  const { org, profile, version, by, content, restoredFrom } = added;
  // The fields are in the order of the columns. Parameters have tables of their own.
  const stored = {
    description: content.description,
    accessRole: content.accessRole,
    // The driver would store a list as an array of Postgres, not as JSON.
    safeguards: JSON.stringify(content.safeguards),
    clients: content.clients,
  } satisfies Record<Exclude<ProfileField, "parameters">, unknown>;
  await db.execute(
    `insert into profile_versions
       (org, profile, version, created_by, restored_version, description, access_role, safeguards, clients)
     select org, key, $3, $4, $5::integer, $6, $7, $8, $9 from profiles where org = $1 and name = $2`,
    [org, profile, version, by, restoredFrom ?? null, ...Object.values(stored)],
  );
  await addParameters(db, added, await addValues(db, added));
  await db.execute(
    `update profiles
        set version = $3, first_version = coalesce(first_version, $3), deleted_at = null, updated_at = now(),
            created_at = case when first_version is null then now() else created_at end
      where org = $1 and name = $2`,
    [org, profile, version],
  );
  const found = await findVersion(db, org, profile, version);
  if (found === undefined)
    throw new Error(`Version ${version} of ${org}/profiles/${profile} was not stored.`);
  return found;
}

/** Stores the new values, and returns the ids of their rows by key. */
async function addValues(
  db: Queryable,
  { org, profile, content }: VersionToAdd,
): Promise<ReadonlyMap<string, string>> {
  const fresh = content.parameters.flatMap(({ key, value }) => ("kind" in value ? [{ key, value }] : []));
  if (fresh.length === 0) return new Map();
  const rows = await db.query(
    ValueRow,
    `insert into profile_values (org, profile, key, sealed, secret_reference, sealed_for)
     select p.org, p.key, fresh.key, fresh.sealed, fresh.reference, nullif(p.name, p.key)
       from profiles p, unnest($3::text[], $4::bytea[], $5::jsonb[]) as fresh (key, sealed, reference)
      where p.org = $1 and p.name = $2
     returning id::text, key`,
    [
      org,
      profile,
      fresh.map(({ key }) => key),
      fresh.map(({ value }) => (value.kind === "sealed" ? value.sealed : null)),
      fresh.map(({ value }) => (value.kind === "reference" ? JSON.stringify(value.reference) : null)),
    ],
  );
  return new Map(rows.map(({ id, key }) => [key, id]));
}

async function addParameters(
  db: Queryable,
  { org, profile, version, content }: VersionToAdd,
  added: ReadonlyMap<string, string>,
): Promise<void> {
  const { parameters } = content;
  const valueIdOf = ({ key, value }: NextParameter) => ("valueId" in value ? value.valueId : added.get(key));
  await db.execute(
    `insert into version_parameters (org, profile, version, position, key, sensitive, value_id)
     select p.org, p.key, $3, used.position, used.key, used.sensitive, used.value_id
       from profiles p,
            unnest($4::text[], $5::boolean[], $6::bigint[]) with ordinality
              as used (key, sensitive, value_id, position)
      where p.org = $1 and p.name = $2`,
    [
      org,
      profile,
      version,
      parameters.map(({ key }) => key),
      parameters.map(({ sensitive }) => sensitive),
      parameters.map(valueIdOf),
    ],
  );
}
