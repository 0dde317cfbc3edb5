import type { Queryable } from "@stagepass/runtime";
import { z } from "zod";
import type { SealedVersion, VersionName } from "../domain/planning/open.ts";
import { StoredReference, StoredRole } from "./columns/stored-json.ts";

const ParameterRow = z.object({
  accessRole: StoredRole.nullable(),
  key: z.string(),
  sensitive: z.boolean(),
  sealed: z.instanceof(Uint8Array).nullable(),
  sealedFor: z.string(),
  reference: StoredReference.nullable(),
});
const SealedRow = z.union([
  ParameterRow,
  // This is the only row of a version without parameters.
  ParameterRow.pick({ accessRole: true }).extend({ key: z.null() }),
]);

/**
 * Finds a version with its ciphertexts. Returns undefined when the version does not exist or its values were
 * destroyed.
 */
export async function findSealedVersion(
  db: Queryable,
  { org, profile, version }: VersionName,
): Promise<SealedVersion | undefined> {
  const rows = await db.query(
    SealedRow,
    `select v.access_role as "accessRole", used.key, used.sensitive,
            stored.sealed, coalesce(stored.sealed_for, stored.profile) as "sealedFor",
            stored.secret_reference as reference
       from profiles p
       join profile_versions v on v.org = p.org and v.profile = p.key
       left join version_parameters used
              on used.org = v.org and used.profile = v.profile and used.version = v.version
       left join profile_values stored on stored.id = used.value_id
      where p.org = $1 and p.name = $2 and v.version = $3
      order by used.position
      limit 100`,
    [org, profile, version],
  );
  const [first] = rows;
  if (first === undefined) return undefined;
  const parameters = rows.flatMap((row) => (row.key === null ? [] : [row]));
  if (parameters.some(({ sealed, reference }) => sealed === null && reference === null)) return undefined;
  return { accessRole: first.accessRole, parameters };
}
