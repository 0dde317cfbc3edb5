import { AccessRole, type Parity, type ProviderMigration } from "@stagepass/contracts";
import type { z } from "zod";
import { describeConflict } from "./describe-conflict.ts";
import type { MigrationPlan } from "./migration-plan.ts";
import type { MigrationReport, StoredMigration } from "./migration-ports.ts";
import type { ComparedResolution } from "./parity.ts";
import type { Resolution } from "./resolve-in.ts";
import type { Snapshot } from "./snapshot.ts";
import { getFrom } from "./standing-in.ts";

/** Says everything of a migration that is shown and kept of it. No value is in it. */
export function reportOf(
  snapshot: Snapshot,
  plan: MigrationPlan,
  compared: readonly ComparedResolution[],
): MigrationReport {
  return {
    asHosted: plan.asHosted,
    plan: {
      providers: plan.providers.map(({ name, accessRole, isTakenOver }) => ({
        name,
        accessRole,
        takenOver: isTakenOver,
      })),
      skippedProfiles: [...plan.skippedProfiles],
      settings: plan.apps.flatMap(({ app, rows }) =>
        rows.map((row) => ({ app, ...row, parameterKeys: keysOf(snapshot, row.parametersOf) })),
      ),
      modes: plan.apps.map(({ app, modeBefore }) => ({ app, before: modeBefore, after: "providers" })),
      unchangedApps: [...plan.unchangedApps],
      conflicts: plan.conflicts.map(describeConflict),
    },
    parity: {
      compared: compared.length,
      different: compared.filter(({ differences }) => differences.length > 0).length,
      targets: compared.filter(isListed).map(describeCompared),
    },
  };
}

/** Returns a migration as the API shows it. */
export function viewMigration(
  org: string,
  { id: _id, report, migratedAt, undoneAt, ...stored }: StoredMigration,
): ProviderMigration {
  return {
    org,
    ...stored,
    ...report,
    status: undoneAt === null ? "done" : "undone",
    migratedAt: migratedAt.toISOString(),
    undoneAt: undoneAt?.toISOString() ?? null,
  };
}

/** Returns a migration that was not done. */
export function viewPlanned(
  {
    org,
    app,
    status,
  }: { readonly org: string; readonly app: string | undefined; readonly status: "planned" | "unchanged" },
  report: MigrationReport,
): ProviderMigration {
  const never = { migratedAt: null, migratedBy: null, undoneAt: null, undoneBy: null };
  return { org, app: app ?? null, status, ...never, ...report };
}

function keysOf(snapshot: Snapshot, profile: string | null): string[] {
  return profile === null ? [] : getFrom(snapshot.profiles, profile).parameters.map(({ key }) => key);
}

/** What many services have in common is said once, unless something differs. */
function isListed({ target: { said }, differences }: ComparedResolution): boolean {
  return differences.length > 0 || said.region !== null || said.service === null;
}

function describeCompared({ target, before, after, differences }: ComparedResolution): Listed {
  const { app, said } = target;
  return {
    app,
    ...said,
    equal: differences.length === 0,
    before: describe(before),
    after: describe(after),
    differences: [...differences],
  };
}

/** A role without what it was made of. */
const ShownRole = AccessRole.strip();

type Listed = z.infer<typeof Parity>["targets"][number];

function describe(resolution: Resolution): Listed["before"] {
  const nothing = { profile: null, provider: null, accessRole: null, staticKeysOf: null, parameterKeys: [] };
  if (resolution.problem !== null) return { ...nothing, problem: resolution.problem };
  const { profile, provider, accessRole, staticKeysOf, parameters } = resolution;
  return {
    profile,
    provider,
    accessRole: accessRole && ShownRole.parse(accessRole),
    staticKeysOf,
    parameterKeys: parameters.map(({ key }) => key),
    problem: null,
  };
}
