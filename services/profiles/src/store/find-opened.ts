import type { Queryable } from "@stagepass/runtime";
import { z } from "zod";
import type { OpenedParameter, OpenedVersion } from "../domain/planning/open.ts";
import { StoredReference, StoredRole } from "./stored-json.ts";

const ofVersion = { deleted: z.boolean(), accessRole: StoredRole.nullable() };
const OpenedRow = z.union([
  z.object({
    ...ofVersion,
    key: z.string(),
    sensitive: z.boolean(),
    sealed: z.instanceof(Uint8Array).nullable(),
    reference: StoredReference.nullable(),
  }),
  // The only row of a version without parameters.
  z.object({ ...ofVersion, key: z.null() }),
]);

/** Finds a version with the stored values of its parameters, in their order. */
export async function findOpened(
  db: Queryable,
  org: string,
  profile: string,
  version: number,
): Promise<OpenedVersion | undefined> {
  const rows = await db.query(
    OpenedRow,
    `select (p.first_version is null or v.version < p.first_version) as deleted,
            v.access_role as "accessRole", used.key, used.sensitive,
            stored.sealed, stored.secret_reference as reference
       from profile_versions v
       join profiles p on p.org = v.org and p.name = v.profile
       left join version_parameters used
              on used.org = v.org and used.profile = v.profile and used.version = v.version
       left join profile_values stored on stored.id = used.value_id
      where v.org = $1 and v.profile = $2 and v.version = $3
      order by used.position
      limit 100`,
    [org, profile, version],
  );
  const [first] = rows;
  return (
    first && { deleted: first.deleted, accessRole: first.accessRole, parameters: rows.flatMap(toParameter) }
  );
}

function toParameter(row: z.infer<typeof OpenedRow>): OpenedParameter[] {
  if (row.key === null) return [];
  const { key, sensitive, sealed, reference } = row;
  if (sealed !== null) return [{ key, sensitive, value: { kind: "sealed", sealed } }];
  if (reference !== null) return [{ key, sensitive, value: { kind: "reference", reference } }];
  return [{ key, sensitive, value: { kind: "destroyed" } }];
}
