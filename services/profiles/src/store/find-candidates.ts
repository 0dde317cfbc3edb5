import type { Queryable } from "@stagepass/runtime";
import { z } from "zod";
import type { Candidates } from "../domain/planning/plan.ts";
import { StoredOrgClients, StoredProfileClients, StoredRole, StoredSafeguards } from "./stored-json.ts";

const ofApp = {
  stageProfile: z.string().nullable(),
  defaultProfile: z.string().nullable(),
  orgClients: StoredOrgClients,
};
const CandidateRow = z.union([
  z.object({
    ...ofApp,
    name: z.string(),
    version: z.int(),
    accessRole: StoredRole.nullable(),
    parameterKeys: z.array(z.string()),
    safeguards: StoredSafeguards,
    clients: StoredProfileClients,
  }),
  // The row of an app that names no profile for the stage.
  z.object({ ...ofApp, name: z.null() }),
]);

/**
 * Finds what an app says about a stage, with the newest versions of the profiles that it names. Returns undefined when
 * there is no such app.
 */
export async function findCandidates(
  db: Queryable,
  { org, app, stage }: { readonly org: string; readonly app: string; readonly stage: string },
): Promise<Candidates | undefined> {
  // One statement sees one moment: a save in between cannot mix the role of one version with the keys of another.
  const rows = await db.query(
    CandidateRow,
    `select a.default_profile as "defaultProfile", s.profile as "stageProfile",
            o.clients as "orgClients", p.name, v.version, v.access_role as "accessRole", v.safeguards, v.clients,
            array(
              select used.key
                from version_parameters used
               where used.org = v.org and used.profile = v.profile and used.version = v.version
               order by used.position
            ) as "parameterKeys"
       from apps a
       join orgs o on o.name = a.org
       left join stages s on s.org = a.org and s.app = a.name and s.name = $3
       left join profiles p on p.org = a.org and p.live_name in (s.profile, a.default_profile)
       left join profile_versions v on v.org = p.org and v.profile = p.name and v.version = p.version
      where a.org = $1 and a.name = $2
      limit 2`,
    [org, app, stage],
  );
  const [first] = rows;
  if (first === undefined) return undefined;
  const profiles = rows.flatMap((row) => (row.name === null ? [] : [row]));
  const { stageProfile, defaultProfile, orgClients } = first;
  return { stageProfile, defaultProfile, profiles, orgClients };
}
