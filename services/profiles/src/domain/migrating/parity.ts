import type { DeployTarget } from "@stagepass/contracts";
import { afterMigration } from "./after-migration.ts";
import { type ComparedTarget, comparedTargets } from "./compared-targets.ts";
import { type Difference, differencesBetween } from "./differences.ts";
import type { MigrationPlan } from "./migration-plan.ts";
import { type Resolution, resolveIn } from "./resolve-in.ts";
import type { Snapshot } from "./snapshot.ts";

/** How a target resolves before and after a migration. It is equal if there are no differences. */
export interface ComparedResolution {
  readonly target: ComparedTarget;
  readonly before: Resolution;
  readonly after: Resolution;
  readonly differences: readonly Difference[];
}

/**
 * Compares what deploys get before a migration with what they get after it, for every target that is known and for those
 * that stand for all others.
 */
export async function compareResolutions(
  before: Snapshot,
  plan: MigrationPlan,
): Promise<ComparedResolution[]> {
  const resolveBefore = resolveIn(before);
  const resolveAfter = resolveIn(afterMigration(before, plan));
  const targets = plan.apps.flatMap(({ app }) => {
    const snapshot = before.apps.get(app);
    return snapshot === undefined ? [] : comparedTargets(before, snapshot);
  });
  const compared: ComparedResolution[] = [];
  for (const target of targets) {
    const { app, service, stage, region } = target;
    const asked: DeployTarget = { org: before.org, app, service, stage, region };
    const [was, is] = [await resolveBefore(asked), await resolveAfter(asked)];
    compared.push({ target, before: was, after: is, differences: differencesBetween(was, is) });
  }
  return compared;
}
