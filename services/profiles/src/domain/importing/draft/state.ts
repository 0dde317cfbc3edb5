import type { EventContract, OrgField } from "@stagepass/contracts";
import type { App, Stage } from "../../apps/app.ts";
import type { Org } from "../../orgs/org.ts";
import type { SealedValue } from "../../parameters/read-values.ts";
import type { Provider, ProviderToWrite } from "../../providers/provider.ts";
import type { Target, TargetName } from "../../targets/target.ts";
import type { TargetToWrite } from "../../targets/write-target.ts";
import type { LockedProfile, VersionToAdd } from "../../versions/profile.ts";
import type { Snapshot, StageOfApp } from "./snapshot.ts";

/** A service or an instance in a draft. Until something is set on it, only its row is there, or not even that. */
export interface DraftTarget {
  readonly name: TargetName;
  readonly id: string;
  current: Target | undefined;
}

/** An event that is announced once the draft is written. */
export interface DraftEvent {
  readonly event: EventContract;
  readonly about: string;
  readonly data: unknown;
}

/** What is to be stored, each thing once. */
export interface Writes {
  org: Pick<Org, "name" | "revision" | OrgField> | undefined;
  readonly versions: VersionToAdd[];
  readonly apps: Map<string, App>;
  readonly stages: StageOfApp[];
  readonly providers: Map<string, ProviderToWrite>;
  readonly targets: Map<string, TargetToWrite>;
  readonly removedTargets: string[];
  readonly deletedBlueprints: string[];
  readonly deletedStages: { readonly app: string; readonly stage: string }[];
  readonly deletedProviders: string[];
  readonly deletedApps: string[];
  readonly deletedProfiles: string[];
}

/** The state of an organization while changes are tried on it in memory. */
export interface DraftState {
  org: Org;
  readonly profiles: Map<string, LockedProfile>;
  readonly apps: Map<string, App>;
  /** By app, and then by name. */
  readonly stages: Map<string, Map<string, Stage>>;
  readonly providers: Map<string, Provider>;
  readonly providerIds: ReadonlyMap<string, string>;
  /** By app, and then by `keyOf` its name. */
  readonly targets: Map<string, Map<string, DraftTarget>>;
  readonly targetsById: Map<string, DraftTarget>;
  /** The ciphertexts that the steps at hand need, by the ids of their rows. */
  sealed: { readonly ofProfiles: SealedValues; readonly ofTargets: SealedValues };
  readonly writes: Writes;
  readonly events: DraftEvent[];
}

type SealedValues = ReadonlyMap<string, SealedValue>;

/** The stamp of what is not stored yet. Nobody reads it. */
export const unwritten = new Date(0);

/** A service or an instance within its app. No two have the same key, whatever their names hold. */
export function keyOf({
  service,
  stage = "",
  region = "",
}: Pick<TargetName, "service" | "stage" | "region">): string {
  return JSON.stringify([service, stage, region]);
}

/** Returns a draft without any changes. */
export function draftOf({ org, profiles, apps, stages, providers, targets }: Snapshot): DraftState {
  const state: DraftState = {
    org,
    profiles: new Map(profiles.map((profile) => [profile.name, profile])),
    apps: new Map(apps.filter(isFilled).map((app) => [app.name, app])),
    stages: new Map(),
    providers: new Map(providers.filter(isFilled).map((provider) => [provider.name, provider])),
    providerIds: new Map(providers.map(({ name, id }) => [name, id])),
    targets: new Map(),
    targetsById: new Map(),
    sealed: { ofProfiles: new Map(), ofTargets: new Map() },
    writes: noWrites(),
    events: [],
  };
  for (const { app, ...stage } of stages) stagesOf(state, app).set(stage.name, stage);
  for (const target of targets) {
    const { app, service, stage, region } = target;
    const name = { org: org.name, app, service, ...(stage !== null && { stage, region: region ?? "" }) };
    addTarget(state, { name, id: target.id, current: isFilled(target) ? target : undefined });
  }
  return state;
}

/** Returns the stages of an app, to which one can be added. */
export function stagesOf(state: DraftState, app: string): Map<string, Stage> {
  const known = state.stages.get(app) ?? new Map<string, Stage>();
  state.stages.set(app, known);
  return known;
}

/** Adds the row of a service or an instance. */
export function addTarget(state: DraftState, target: DraftTarget): DraftTarget {
  const { app } = target.name;
  const known = state.targets.get(app) ?? new Map<string, DraftTarget>();
  known.set(keyOf(target.name), target);
  state.targets.set(app, known);
  state.targetsById.set(target.id, target);
  return target;
}

/** All services and instances that something is set on, with their names. */
export function* filledTargets({ targets }: DraftState): Generator<{ name: TargetName; current: Target }> {
  for (const ofApp of targets.values())
    for (const { name, current } of ofApp.values()) if (current !== undefined) yield { name, current };
}

function isFilled({ revision }: { readonly revision: number }): boolean {
  return revision > 0;
}

function noWrites(): Writes {
  return {
    org: undefined,
    versions: [],
    apps: new Map(),
    stages: [],
    providers: new Map(),
    targets: new Map(),
    removedTargets: [],
    deletedBlueprints: [],
    deletedStages: [],
    deletedProviders: [],
    deletedApps: [],
    deletedProfiles: [],
  };
}
