import type { OrgVault } from "../parameters/org-vault.ts";
import { type Copy, copyParameters } from "./copy-parameters.ts";
import type { MigrationPlan, PlannedApp, PlannedRow } from "./migration-plan.ts";
import type { MigrationChanges, MigrationToAdd, ReadConfiguration, WrittenRow } from "./migration-ports.ts";
import { placeKey } from "./snapshot.ts";
import { getFrom } from "./standing-in.ts";

/** What a migration left. */
export interface WrittenMigration extends Pick<MigrationToAdd, "providers" | "apps"> {
  readonly targets: readonly WrittenTarget[];
}

/** A service, an instance or a blueprint that was written. */
export interface WrittenTarget extends WrittenRow {
  readonly app: string;
  readonly planned: PlannedRow;
}

/** Writes everything of a plan, in its order. All that it was made from must be locked. */
export async function writeMigration(
  changes: MigrationChanges,
  {
    vault,
    configuration: { snapshot, targetIds },
  }: { readonly vault: OrgVault; readonly configuration: ReadConfiguration },
  plan: MigrationPlan,
): Promise<WrittenMigration> {
  const { org } = snapshot;
  const added = plan.providers.filter(({ isTakenOver }) => !isTakenOver);
  const providers = zip(added, await changes.addProviders(org, added)).map(([{ name }, row]) => ({
    name,
    ...row,
  }));

  const planned = plan.apps.flatMap(({ app, rows }) => rows.map((row) => ({ app, planned: row })));
  const settings = planned
    .filter(({ planned: { service } }) => service !== null)
    .map(({ app, planned: row }) => ({
      app,
      planned: row,
      id: getFrom(getFrom(targetIds, app), placeKey(row)),
    }));
  const written = await changes.writeSettings(settings.map(({ id, planned: row }) => ({ ...row, id })));
  const revisions = new Map(written.map(({ id, revision }) => [id, revision]));
  const blueprints = planned.filter(({ planned: { service } }) => service === null);
  const rows = await changes.addBlueprints(
    org,
    blueprints.map(({ app, planned: row }) => ({ ...row, app })),
  );
  const targets = [
    ...settings.map((each) => ({ ...each, revision: getFrom(revisions, each.id) })),
    ...zip(blueprints, rows).map(([each, row]) => ({ ...each, ...row })),
  ];
  await copyParameters(changes, { org, vault }, targets.flatMap(toCopy));
  return { providers, targets, apps: await writeModes(changes, org, plan.apps) };
}

function toCopy({ id, planned: { parametersOf } }: WrittenTarget): Copy[] {
  return parametersOf === null ? [] : [{ targetId: id, profile: parametersOf }];
}

/** The last step: until then, nothing that was written counts for any deploy. */
async function writeModes(
  changes: MigrationChanges,
  org: string,
  apps: readonly PlannedApp[],
): Promise<MigrationToAdd["apps"]> {
  const written = await changes.writeModes(
    org,
    apps.map(({ app }) => ({ app, mode: "providers" })),
  );
  const revisions = new Map(written.map(({ name, revision }) => [name, revision]));
  return apps.map(({ app, modeBefore }) => ({ app, modeBefore, revision: getFrom(revisions, app) }));
}

/** Pairs what was asked for with what was made of it. */
function zip<A, B>(asked: readonly A[], made: readonly B[]): [A, B][] {
  if (asked.length !== made.length) throw new Error(`Of ${asked.length} rows, ${made.length} were written.`);
  return asked.flatMap((each, index): [A, B][] => {
    const its = made[index];
    return its === undefined ? [] : [[each, its]];
  });
}
