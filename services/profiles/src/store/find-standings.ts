import { AppMode, KeyRole, type KeyScope, type KnownTarget, Unprofiled } from "@stagepass/contracts";
import type { Queryable } from "@stagepass/runtime";
import { z } from "zod";
import type { NewestVersion } from "../domain/planning/precedence/choose-profile.ts";
import type { Standing } from "../domain/planning/standing.ts";
import { fewPositions } from "./columns/few-positions.ts";
import { StoredOrgClients } from "./columns/stored-json.ts";
import { scopeColumns, scopeOf } from "./key-scope.ts";
import {
  demandsOnly,
  standingsOf,
  TargetColumns,
  type TargetRead,
  targetsOrBlueprints,
  targetsThere,
} from "./targets/target-settings.ts";

type StandingRow = z.infer<typeof StandingRow>;
const StandingRow = z.object({
  keyId: z.string().nullable(),
  keyOrg: z.string().nullable(),
  role: KeyRole.nullable(),
  ...scopeColumns,
  useIsStale: z.boolean(),
  stageProfile: z.string().nullable(),
  stageVersion: z.int().nullable(),
  defaultProfile: z.string().nullable(),
  defaultVersion: z.int().nullable(),
  inheritsStages: z.boolean().nullable(),
  unprofiled: Unprofiled.nullable(),
  mode: AppMode.nullable(),
  ...TargetColumns,
  orgStages: z.array(z.object({ stages: z.string(), name: z.string(), version: z.int() })).nullable(),
  // This is null when the app does not exist.
  orgClients: StoredOrgClients.nullable(),
});

/** The key and the target whose standing is requested. The digest is null when no key is to be looked up. */
export interface Asked extends KnownTarget {
  readonly digest: string | null;
}

/** SQL for standings. The stage map is read where the condition holds. */
const statement = (targets: TargetRead, map: string) =>
  `select k.id as "keyId", k.org as "keyOrg", k.role, k.apps, k.stages, k.services, k.profiles,
          coalesce(k.last_used_at < now() - interval '1 minute', true) as "useIsStale",
          s.profile as "stageProfile", sp.version as "stageVersion",
          a.default_profile as "defaultProfile", dp.version as "defaultVersion", o.clients as "orgClients",
          a.inherits_stages as "inheritsStages", a.unprofiled, a.mode,
          ${targets.columns},
          -- Postgres evaluates a case only as far as it must: the map is read only where it can apply.
          case when ${map} then array(
            select jsonb_build_object('stages', line.stages, 'name', line.profile, 'version', lp.version)
              from org_stages line
              join profiles lp on lp.org = line.org and lp.live_name = line.profile
             where line.org = a.org
             order by line.position
          ) end as "orgStages"
     from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
            with ordinality as asked (digest, org, app, stage, service, region, position)
     left join access_keys k on k.digest = asked.digest and k.revoked_at is null
           and (k.expires_at is null or k.expires_at > now())
     left join apps a on a.org = asked.org and a.name = asked.app
     left join orgs o on o.name = a.org
     left join stages s on s.org = a.org and s.app = a.name and s.name = asked.stage
     left join profiles sp on sp.org = a.org and sp.live_name = s.profile
     left join profiles dp on dp.org = a.org and dp.live_name = a.default_profile
     ${targets.joins}
    where ${fewPositions}
    order by asked.position
    limit 1000`;

const whereMapCounts = "a.inherits_stages and s.profile is null and a.default_profile is null";
const statements = {
  demands: statement(demandsOnly, whereMapCounts),
  targets: statement(targetsThere, whereMapCounts),
  everything: statement(targetsOrBlueprints, "true"),
};

/**
 * How much is read of a target. `demands` is enough to plan for an app that resolves by profiles, and `targets` for others,
 * as long as service and instance are there. `everything` is enough for all plans, and has what is set without counting.
 * Each join costs every execution, also where it finds nothing.
 */
export type Depth = keyof typeof statements;

/**
 * Finds keys and what applies to targets, in the order of the requests. A statement sees one moment: a revocation or a
 * new mapping affects all of a response or nothing of it.
 */
export async function findStandings(
  db: Queryable,
  depth: Depth,
  asked: readonly Asked[],
): Promise<Standing[]> {
  const rows = await db.query(StandingRow, statements[depth], [
    asked.map(({ digest }) => digest),
    asked.map(({ org }) => org),
    asked.map(({ app }) => app),
    asked.map(({ stage }) => stage),
    asked.map(({ service }) => service ?? null),
    asked.map(({ region }) => region ?? null),
  ]);
  return rows.map(toStanding);
}

function toStanding(row: StandingRow): Standing {
  const { keyId, keyOrg, role, apps, stages, services, profiles, useIsStale, ...app } = row;
  const key =
    keyId === null || keyOrg === null || role === null
      ? undefined
      : { id: keyId, org: keyOrg, role, scope: scopeOf({ apps, stages, services, profiles }), useIsStale };
  return { key, app: toApp(app) };
}

function toApp(
  row: Omit<StandingRow, "keyId" | "keyOrg" | "role" | keyof KeyScope | "useIsStale">,
): Standing["app"] {
  const { orgClients, inheritsStages, unprofiled, mode } = row;
  if (orgClients === null || inheritsStages === null || unprofiled === null || mode === null)
    return undefined;
  return {
    ofStage: newest(row.stageProfile, row.stageVersion),
    ofApp: newest(row.defaultProfile, row.defaultVersion),
    orgStages: row.orgStages ?? [],
    inheritsStages,
    unprofiled,
    mode,
    orgClients,
    ...standingsOf(row),
    providers: {
      instance: row.instanceLinked ?? undefined,
      service: row.serviceLinked ?? undefined,
      org: row.orgDefault ?? undefined,
    },
  };
}

function newest(name: string | null, version: number | null): NewestVersion | null {
  return name === null || version === null ? null : { name, version };
}
