import { maxParameters, type None, type ProviderLink } from "@stagepass/contracts";
import { maxTargetValuesBytes } from "../targets/merge-target.ts";
import type { Conflict, SetThing } from "./conflict.ts";
import type { PlannedApp, PlannedRow } from "./migration-plan.ts";
import { type ProfilesOfApp, profilesOf } from "./profiles-of.ts";
import {
  type AppSnapshot,
  type Place,
  type ProfileSnapshot,
  type Setting,
  type Snapshot,
  saysNothing,
  type TargetSnapshot,
} from "./snapshot.ts";

/** What is planned for one app, and what keeps it from being written. */
export interface AppPart {
  readonly planned: PlannedApp;
  readonly conflicts: readonly Conflict[];
}

const none: None = { none: true };

/**
 * Plans what the services and instances of an app get: a service that of the app's default profile, and an instance that of
 * its stage's. Profiles replace one another, and services and instances are merged: so that a stage gets nothing of the
 * default, its instances inherit nothing, and what has no role says that there is to be no provider. What appears later
 * gets the same. `asHosted` leaves all of that out, as the hosted dashboard did.
 */
export function planApp(snapshot: Snapshot, app: AppSnapshot, asHosted: boolean): AppPart {
  const profiles = profilesOf(snapshot, app, asHosted);
  const ofService = settingOf(profiles.fallback, { isLast: true, asHosted });
  const rows: PlannedRow[] = [];
  for (const { service, stage, region } of app.targets) {
    if (service === null) continue;
    if (stage === null) rows.push({ service, stage, region, ...ofService });
    const profile = stage === null ? undefined : profiles.stages.get(stage);
    if (profile !== undefined)
      rows.push({ service, stage, region, ...settingOf(profile, { isLast: false, asHosted }) });
  }
  if (!asHosted) {
    rows.push({ ...nowhere, ...ofService });
    for (const [stage, profile] of profiles.stages)
      rows.push({ ...nowhere, stage, ...settingOf(profile, { isLast: false, asHosted }) });
  }
  const written = rows.filter(
    ({ provider, inherits, parametersOf }) => provider !== null || !inherits || parametersOf !== null,
  );
  return {
    planned: { app: app.name, modeBefore: app.mode, rows: written },
    conflicts: [
      ...conflictsOfApp(snapshot, app, profiles, asHosted),
      ...app.targets.flatMap((target) => conflictOfTarget(app.name, target)),
      ...conflictsOfProfiles(snapshot, app, profiles),
    ],
  };
}

const nowhere: Place = { service: null, stage: null, region: null };

/** What a service or an instance is to have of a profile. */
function settingOf(
  profile: ProfileSnapshot | undefined,
  { isLast, asHosted }: { readonly isLast: boolean; readonly asHosted: boolean },
): Pick<PlannedRow, "provider" | "inherits" | "parametersOf"> {
  const hasRole = profile !== undefined && profile.accessRole !== null;
  const withoutRole: ProviderLink = asHosted ? null : none;
  return {
    provider: hasRole ? profile.name : withoutRole,
    // A service has nothing to inherit from.
    inherits: isLast || asHosted,
    parametersOf: profile !== undefined && profile.parameters.length > 0 ? profile.name : null,
  };
}

function conflictsOfApp(
  { providers }: Snapshot,
  app: AppSnapshot,
  { openLines }: ProfilesOfApp,
  asHosted: boolean,
): Conflict[] {
  const inherited = [...providers.values()].find(({ isDefault }) => isDefault);
  const hasOther = app.mode === "mixed" && inherited !== undefined && !asHosted;
  return [
    ...openLines.map((stages): Conflict => ({ kind: "stage-map", app: app.name, stages })),
    // Until now it comes before every profile's role.
    ...(hasOther ? [{ kind: "default-provider", app: app.name, provider: inherited.name } as const] : []),
  ];
}

function conflictOfTarget(app: string, target: TargetSnapshot): Conflict[] {
  if (saysNothing(target)) return [];
  const { service, stage, region } = target;
  return [{ kind: "already-set", app, place: { service, stage, region }, what: setThings(target) }];
}

function setThings({ provider, inherits, parameters }: Setting): SetThing[] {
  return [
    ...(provider === null ? [] : ["provider" as const]),
    ...(inherits ? [] : ["inherits" as const]),
    ...(parameters.length === 0 ? [] : ["parameters" as const]),
  ];
}

function conflictsOfProfiles(
  { providers }: Snapshot,
  app: AppSnapshot,
  { fallback, stages }: ProfilesOfApp,
): Conflict[] {
  const used = new Set([...(fallback === undefined ? [] : [fallback]), ...stages.values()]);
  return [...used].flatMap(({ name, accessRole, parameters, valuesBytes }): Conflict[] => {
    const limit = accessRole === null ? null : (providers.get(name)?.apps ?? null);
    const isTooMuch = parameters.length > maxParameters || valuesBytes > maxTargetValuesBytes;
    return [
      ...(isTooMuch ? [{ kind: "too-many-values", profile: name, app: app.name } as const] : []),
      ...(limit === null || limit.includes(app.name)
        ? []
        : [{ kind: "provider-limited", provider: name, app: app.name } as const]),
    ];
  });
}
