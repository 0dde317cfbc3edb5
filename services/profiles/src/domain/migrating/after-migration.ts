import type { MigrationPlan, PlannedRow } from "./migration-plan.ts";
import {
  type AppSnapshot,
  type ProviderSnapshot,
  placeKey,
  type Snapshot,
  type TargetSnapshot,
} from "./snapshot.ts";

/** Returns what the configuration would be once everything of a plan is written. */
export function afterMigration(before: Snapshot, plan: MigrationPlan): Snapshot {
  const providers = new Map(before.providers);
  for (const { name, accessRole, isTakenOver } of plan.providers)
    if (!isTakenOver) providers.set(name, newProvider(name, accessRole));
  const apps = new Map(before.apps);
  for (const { app, rows } of plan.apps) {
    const current = before.apps.get(app);
    if (current !== undefined)
      apps.set(app, { ...current, mode: "providers", targets: withRows(before, current, rows) });
  }
  return { ...before, providers, apps };
}

function newProvider(name: string, accessRole: ProviderSnapshot["accessRole"]): ProviderSnapshot {
  return { name, revision: 1, accessRole, isDefault: false, apps: null };
}

function withRows(before: Snapshot, { targets }: AppSnapshot, rows: readonly PlannedRow[]): TargetSnapshot[] {
  const written = new Map(targets.map((target) => [placeKey(target), target]));
  for (const { provider, inherits, parametersOf, ...place } of rows) {
    const current = written.get(placeKey(place)) ?? { ...place, requiredParameters: [] };
    const parameters = parametersOf === null ? [] : (before.profiles.get(parametersOf)?.parameters ?? []);
    written.set(placeKey(place), { ...current, provider, inherits, parameters });
  }
  return [...written.values()];
}
