import type { Queryable } from "@stagepass/runtime";
import { z } from "zod";
import type { VersionName, VersionState } from "../domain/planning/open.ts";
import { fewPositions } from "./columns/few-positions.ts";

const StateRow = z.object({ state: z.enum(["open", "destroyed"]).nullable() });

/**
 * Finds whether the values of versions can be read now, in the order of the versions. A version that does not exist is
 * undefined.
 */
export async function findVersionStates(
  db: Queryable,
  asked: readonly VersionName[],
): Promise<(VersionState | undefined)[]> {
  const rows = await db.query(
    StateRow,
    `select case
              when v.version is null then null
              when p.first_version is null or v.version < p.first_version or gone.is_destroyed then 'destroyed'
              else 'open'
            end as state
       from unnest($1::text[], $2::text[], $3::integer[])
              with ordinality as asked (org, profile, version, position)
       -- With its limit, Postgres looks up each profile, and does not read all of them when many are asked for.
       left join lateral (
              select org, key, first_version from profiles where org = asked.org and name = asked.profile limit 1
            ) p on true
       left join profile_versions v on v.org = p.org and v.profile = p.key and v.version = asked.version
       -- Not "exists", for which Postgres may read all values of all versions when many are asked for.
       left join lateral (
              select true as is_destroyed
                from version_parameters used
                join profile_values stored on stored.id = used.value_id
               where used.org = v.org and used.profile = v.profile and used.version = v.version
                 and stored.destroyed_at is not null
               limit 1
            ) gone on true
      where ${fewPositions}
      order by asked.position
      limit 1000`,
    [asked.map(({ org }) => org), asked.map(({ profile }) => profile), asked.map(({ version }) => version)],
  );
  return rows.map(({ state }) => state ?? undefined);
}
