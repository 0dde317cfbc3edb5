import { maxConfigurationRows, Problem } from "@stagepass/contracts";
import type { Queryable } from "@stagepass/runtime";
import { noSuchOrg } from "../domain/common/no-such.ts";
import type { Snapshot } from "../domain/importing/draft/snapshot.ts";
import { listAllApps } from "./apps.ts";
import { listNearOrgs } from "./near-names.ts";
import { findOrg } from "./orgs.ts";
import { listAllProviders } from "./providers/providers.ts";
import { listAllStages } from "./stages.ts";
import { listAllTargets } from "./targets/find-target.ts";
import { listNewestVersions } from "./versions.ts";

/**
 * Reads all that is configured in an organization, without ciphertexts. Of profiles that were deleted, those are returned whose
 * names are given. Throws `not-found`, and `too-large` for more rows than an import or an export can have.
 */
export async function readSnapshot(
  db: Queryable,
  org: string,
  profiles: readonly string[],
): Promise<Snapshot> {
  const found = await findOrg(db, org);
  if (found === undefined) throw await noSuchOrg({ listNearOrgs: (name) => listNearOrgs(db, name) }, org);
  const limit = maxConfigurationRows + 1;
  const snapshot = {
    org: found,
    profiles: await listNewestVersions(db, { org, alsoDeleted: profiles }, limit),
    apps: await listAllApps(db, org, limit),
    stages: await listAllStages(db, org, limit),
    providers: await listAllProviders(db, org, limit),
    targets: await listAllTargets(db, org, limit),
  };
  assertReadable(snapshot);
  return snapshot;
}

function assertReadable({ org, profiles, apps, stages, providers, targets }: Snapshot): void {
  const holders = [...profiles.flatMap(({ current }) => current ?? []), ...targets];
  const held = holders.reduce((sum, { parameters }) => sum + parameters.length, 0);
  const rows = profiles.length + apps.length + stages.length + providers.length + targets.length + held;
  if (rows <= maxConfigurationRows) return;
  throw new Problem(
    "too-large",
    `${org.name} has more than ${maxConfigurationRows} rows: profiles, providers, apps, stages, services and instances, also ` +
      "removed ones, with their parameters. That is the most that an export or an import can have; use the endpoints of the " +
      "single things.",
  );
}
