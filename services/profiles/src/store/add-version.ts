import type { ProfileField } from "@stagepass/contracts";
import type { Queryable } from "@stagepass/runtime";
import { z } from "zod";
import type { NextParameter, ProfileVersion, VersionToAdd } from "../domain/versions/profile.ts";
import { findVersion } from "./versions.ts";

const ValueRow = z.object({ id: z.string(), profile: z.string(), key: z.string() });

/** Stores a version with the values that it brings, and makes it the newest. The profile's row must be locked. */
export async function addVersion(db: Queryable, added: VersionToAdd): Promise<ProfileVersion> {
  const { org, profile, version } = added;
  await addVersions(db, org, [added]);
  const found = await findVersion(db, org, profile, version);
  if (found === undefined)
    throw new Error(`Version ${version} of ${org}/profiles/${profile} was not stored.`);
  return found;
}

/** Stores one version of each of some profiles of an organization, and makes them the newest. The rows must be locked. */
export async function addVersions(db: Queryable, org: string, added: readonly VersionToAdd[]): Promise<void> {
  const rows = added.map(({ profile, version, by, content, restoredFrom }) => ({
    ...{ profile, version, by, restoredFrom: restoredFrom ?? null },
    // Parameters have tables of their own.
    ...({
      description: content.description,
      accessRole: content.accessRole,
      safeguards: content.safeguards,
      clients: content.clients,
    } satisfies Record<Exclude<ProfileField, "parameters">, unknown>),
  }));
  await db.execute(
    `insert into profile_versions (org, profile, version, created_by, restored_version, description, access_role, safeguards, clients)
     select p.org, p.key, added.version, added.by, added."restoredFrom", added.description,
            nullif(added."accessRole", 'null'), added.safeguards, added.clients
       from jsonb_to_recordset($2::jsonb) as added
              (profile text, version integer, by text, "restoredFrom" integer, description text, "accessRole" jsonb, safeguards jsonb, clients jsonb)
       join profiles p on p.org = $1 and p.name = added.profile`,
    [org, JSON.stringify(rows)],
  );
  await addParameters(db, org, added, await addValues(db, org, added));
  await db.execute(
    `update profiles p
        set version = added.version, first_version = coalesce(first_version, added.version), deleted_at = null,
            updated_at = now(), created_at = case when first_version is null then now() else created_at end
       from unnest($2::text[], $3::integer[]) as added (profile, version)
      where p.org = $1 and p.name = added.profile`,
    [org, added.map(({ profile }) => profile), added.map(({ version }) => version)],
  );
}

/** Stores the new values, and returns the ids of their rows by `valueName`. */
async function addValues(
  db: Queryable,
  org: string,
  added: readonly VersionToAdd[],
): Promise<ReadonlyMap<string, string>> {
  const fresh = added.flatMap(({ profile, content }) =>
    content.parameters.flatMap(({ key, value }) => ("kind" in value ? [{ profile, key, value }] : [])),
  );
  if (fresh.length === 0) return new Map();
  const rows = await db.query(
    ValueRow,
    `insert into profile_values (org, profile, key, sealed, secret_reference, sealed_for)
     select p.org, p.key, fresh.key, fresh.sealed, fresh.reference, nullif(p.name, p.key)
       from unnest($2::text[], $3::text[], $4::bytea[], $5::jsonb[]) as fresh (profile, key, sealed, reference)
       join profiles p on p.org = $1 and p.name = fresh.profile
     returning id::text, coalesce(sealed_for, profile) as profile, key`,
    [
      org,
      fresh.map(({ profile }) => profile),
      fresh.map(({ key }) => key),
      fresh.map(({ value }) => (value.kind === "sealed" ? value.sealed : null)),
      fresh.map(({ value }) => (value.kind === "reference" ? JSON.stringify(value.reference) : null)),
    ],
  );
  return new Map(rows.map(({ id, profile, key }) => [valueName(profile, key), id]));
}

async function addParameters(
  db: Queryable,
  org: string,
  added: readonly VersionToAdd[],
  values: ReadonlyMap<string, string>,
): Promise<void> {
  const valueIdOf = (profile: string, { key, value }: NextParameter) =>
    "valueId" in value ? value.valueId : values.get(valueName(profile, key));
  const used = added.flatMap(({ profile, version, content }) =>
    content.parameters.map((parameter, index) => ({
      ...{ profile, version, position: index + 1, key: parameter.key, sensitive: parameter.sensitive },
      valueId: valueIdOf(profile, parameter),
    })),
  );
  await db.execute(
    `insert into version_parameters (org, profile, version, position, key, sensitive, value_id)
     select p.org, p.key, used.version, used.position, used.key, used.sensitive, used."valueId"
       from jsonb_to_recordset($2::jsonb) as used
              (profile text, version integer, position integer, key text, sensitive boolean, "valueId" bigint)
       join profiles p on p.org = $1 and p.name = used.profile`,
    [org, JSON.stringify(used)],
  );
}

function valueName(profile: string, key: string): string {
  return JSON.stringify([profile, key]);
}
