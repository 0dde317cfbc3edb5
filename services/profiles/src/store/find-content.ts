import type { Queryable } from "@stagepass/runtime";
import { z } from "zod";
import type { VersionName } from "../domain/planning/open.ts";
import type { VersionContent } from "../domain/planning/version-content.ts";
import { StoredProfileClients, StoredRole, StoredSafeguards } from "./columns/stored-json.ts";

const ContentRow = z.object({
  accessRole: StoredRole.nullable(),
  parameterKeys: z.array(z.string()),
  referenceKeys: z.array(z.string()),
  safeguards: StoredSafeguards,
  clients: StoredProfileClients,
});

/**
 * Finds the content of a version that a plan needs, without parameter values. Returns undefined when the version does
 * not exist.
 */
export async function findContent(
  db: Queryable,
  { org, profile, version }: VersionName,
): Promise<VersionContent | undefined> {
  const [row] = await db.query(
    ContentRow,
    `select v.access_role as "accessRole", v.safeguards, v.clients,
            array(
              select used.key
                from version_parameters used
               where used.org = v.org and used.profile = v.profile and used.version = v.version
               order by used.position
            ) as "parameterKeys",
            array(
              select used.key
                from version_parameters used
                join profile_values stored on stored.id = used.value_id
               where used.org = v.org and used.profile = v.profile and used.version = v.version
                 and stored.secret_reference is not null
               order by used.position
            ) as "referenceKeys"
       from profiles p
       join profile_versions v on v.org = p.org and v.profile = p.key
      where p.org = $1 and p.name = $2 and v.version = $3`,
    [org, profile, version],
  );
  return row;
}
