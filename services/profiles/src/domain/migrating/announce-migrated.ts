import * as contracts from "@stagepass/contracts";
import { about } from "../common/about.ts";
import type { PlannedRow } from "./migration-plan.ts";
import type { MigrationChanges } from "./migration-ports.ts";
import type { Place, Snapshot } from "./snapshot.ts";
import { getFrom } from "./standing-in.ts";
import type { WrittenMigration } from "./write-migration.ts";

type Announcing = Pick<MigrationChanges, "announceEach">;

/** Announces everything that a migration wrote: one event for each thing. */
export async function announceMigrated(
  changes: Announcing,
  { snapshot, by }: { readonly snapshot: Snapshot; readonly by: string },
  { providers, targets, apps }: WrittenMigration,
): Promise<void> {
  const { org } = snapshot;
  const keysOf = ({ parametersOf }: PlannedRow) =>
    parametersOf === null ? [] : getFrom(snapshot.profiles, parametersOf).parameters.map(({ key }) => key);
  await changes.announceEach(
    contracts.providerCreated,
    providers.map(({ name, revision }) => ({
      about: about.provider(org, name),
      data: { org, by, provider: name, revision, isDefault: false },
    })),
  );
  await announceTargets(
    changes,
    { org, by },
    targets.map(({ app, revision, planned }) => ({
      ...planned,
      ...{ app, revision, fields: fieldsOf(planned), parameterKeys: keysOf(planned) },
    })),
  );
  const blueprints = targets.filter(({ planned }) => planned.service === null);
  await changes.announceEach(
    contracts.blueprintCreated,
    blueprints.map(({ app, planned: { stage }, revision }) => ({
      about: about.blueprint({ org, app, stage }),
      data: { org, by, app, stage, revision },
    })),
  );
  await announceModes(
    changes,
    { org, by },
    apps.map(({ app }) => app),
  );
}

/** Who did it, in which organization. */
interface Who {
  readonly org: string;
  readonly by: string;
}

function fieldsOf({ provider, inherits, parametersOf }: PlannedRow): ChangedTarget["fields"] {
  return [
    ...(provider === null ? [] : (["provider"] as const)),
    ...(inherits ? [] : (["inherits"] as const)),
    ...(parametersOf === null ? [] : (["parameters"] as const)),
  ];
}

/** A service or an instance, and what was changed of it. */
interface ChangedTarget extends Place {
  readonly app: string;
  readonly revision: number;
  readonly fields: readonly ("provider" | "inherits" | "parameters")[];
  readonly parameterKeys: readonly string[];
}

/** Announces that services and instances were changed. Blueprints are left out. */
export async function announceTargets(
  changes: Announcing,
  who: Who,
  targets: readonly ChangedTarget[],
): Promise<void> {
  const facts = targets.flatMap(({ app, service, stage, region, revision, fields, parameterKeys }) => {
    if (service === null) return [];
    const changed = { fields: [...fields], parameterKeys: [...parameterKeys] };
    return [{ ...who, app, service, stage, region, revision, changed }];
  });
  await changes.announceEach(
    contracts.serviceUpdated,
    facts
      .filter(({ stage }) => stage === null)
      .map(({ stage: _stage, region: _region, ...data }) => ({ about: about.service(data), data })),
  );
  await changes.announceEach(
    contracts.instanceUpdated,
    facts.flatMap(({ stage, region, ...service }) => {
      if (stage === null || region === null) return [];
      const data = { ...service, stage, region };
      return [{ about: about.instance(data), data }];
    }),
  );
}

/** Announces that apps have another mode. */
export async function announceModes(
  changes: Announcing,
  { org, by }: Who,
  apps: readonly string[],
): Promise<void> {
  await changes.announceEach(
    contracts.appUpdated,
    apps.map((app) => ({
      about: about.app(org, app),
      data: { org, by, app, changed: { fields: ["mode"] } },
    })),
  );
}
