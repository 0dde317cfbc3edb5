import type { MigrationPlan } from "./migration-plan.ts";
import { planApp } from "./plan-app.ts";
import { planProviders } from "./plan-providers.ts";
import { profilesOf } from "./profiles-of.ts";
import type { AppSnapshot, ProfileSnapshot, Snapshot } from "./snapshot.ts";

/** Which migration is asked for. */
export interface MigrationScope {
  /** The one app, or undefined for all of the organization. */
  readonly app: string | undefined;
  /** Whether it is to do no more than the hosted dashboard did. */
  readonly asHosted: boolean;
}

/** Plans everything that a migration to providers writes, in the order in which it is written, and every conflict. */
export function planMigration(snapshot: Snapshot, { app, asHosted }: MigrationScope): MigrationPlan {
  const apps = [...snapshot.apps.values()];
  const moving = apps.filter(({ mode }) => mode !== "providers");
  const profiles =
    app === undefined
      ? [...snapshot.profiles.values()]
      : moving.flatMap((each) => namedBy(snapshot, each, asHosted));
  const { conflicts, ...providers } = planProviders(snapshot, profiles);
  const parts = moving.map((each) => planApp(snapshot, each, asHosted));
  return {
    asHosted,
    ...providers,
    apps: parts.map(({ planned }) => planned),
    unchangedApps: apps.filter((each) => !moving.includes(each)).map(({ name }) => name),
    conflicts: [...conflicts, ...parts.flatMap((part) => part.conflicts)],
  };
}

/** The profiles of an app, by name. */
function namedBy(snapshot: Snapshot, app: AppSnapshot, asHosted: boolean): ProfileSnapshot[] {
  const { fallback, stages } = profilesOf(snapshot, app, asHosted);
  const named = new Set([...(fallback === undefined ? [] : [fallback]), ...stages.values()]);
  return [...named].sort((a, b) => (a.name < b.name ? -1 : 1));
}
