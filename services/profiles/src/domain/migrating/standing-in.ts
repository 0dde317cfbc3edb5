import type { DeployTarget } from "@stagepass/contracts";
import type { AppStanding } from "../planning/standing.ts";
import type { ProviderStanding, TargetContent, TargetStanding } from "../planning/target-standing.ts";
import type { VersionContent } from "../planning/version-content.ts";
import {
  type AppSnapshot,
  type ParameterSnapshot,
  type Place,
  type ProfileSnapshot,
  placeKey,
  type Snapshot,
  type TargetSnapshot,
} from "./snapshot.ts";

/** What applies to a target: what is set on its service and its instance, and the standing that planning begins with. */
export interface FoundStanding {
  readonly standing: AppStanding;
  readonly service: TargetSnapshot | undefined;
  readonly instance: TargetSnapshot | undefined;
}

/** Makes the standing of targets from a snapshot, as the database does for a deploy. */
export function standingIn(snapshot: Snapshot): (target: DeployTarget) => FoundStanding {
  const places = new Map(
    [...snapshot.apps.values()].map(({ name, targets }) => [
      name,
      new Map(targets.map((target) => [placeKey(target), target])),
    ]),
  );
  const orgDefault = [...snapshot.providers.values()].find(({ isDefault }) => isDefault);
  const lines = snapshot.orgStages.map(({ stages, profile }) => ({ stages, ...newest(snapshot, profile) }));
  return ({ app: name, service, stage, region }) => {
    const app = getFrom(snapshot.apps, name);
    const byPlace = places.get(name);
    const counts = app.mode !== "profiles";
    // A blueprint stands in for what is not there yet.
    const found = (place: Place) =>
      byPlace?.get(placeKey(place)) ??
      (counts ? byPlace?.get(placeKey({ ...place, service: null, region: null })) : undefined);
    const ofService = found({ service, stage: null, region: null });
    const ofInstance = counts ? found({ service, stage, region }) : undefined;
    const linked = (target: TargetSnapshot | undefined) =>
      typeof target?.provider === "string" ? getFrom(snapshot.providers, target.provider) : undefined;
    const standing: AppStanding = {
      ...profileMap(snapshot, app, stage),
      orgStages: lines,
      inheritsStages: app.inheritsStages,
      mode: app.mode,
      unprofiled: app.unprofiled,
      orgClients: snapshot.orgClients,
      service:
        counts || (ofService?.requiredParameters.length ?? 0) > 0
          ? standingOf(ofService, "service")
          : undefined,
      instance: standingOf(ofInstance, "instance"),
      providers: counts
        ? {
            instance: providerOf(linked(ofInstance)),
            service: providerOf(linked(ofService)),
            org: providerOf(orgDefault),
          }
        : { instance: undefined, service: undefined, org: undefined },
    };
    return { standing, service: ofService, instance: ofInstance };
  };
}

/** What a plan reads of a service or an instance. */
export function contentOfTarget({ parameters, requiredParameters }: TargetSnapshot): TargetContent {
  return { parameters, requiredParameters, referenceKeys: referenceKeysOf({ parameters }) };
}

/** What a plan reads of the newest version of a profile. */
export function contentOfProfile(profile: ProfileSnapshot): VersionContent {
  const { accessRole, parameters, safeguards, clients } = profile;
  const parameterKeys = parameters.map(({ key }) => key);
  return {
    accessRole,
    parameterKeys,
    referenceKeys: referenceKeysOf(profile),
    safeguards: [...safeguards],
    clients,
  };
}

/** Returns what a name stands for in a snapshot, in which every name leads somewhere. */
export function getFrom<T>(named: ReadonlyMap<string, T>, name: string): T {
  const found = named.get(name);
  if (found === undefined) throw new Error(`The snapshot names ${name}, and does not hold it.`);
  return found;
}

/** Many services and instances have the parameters of one profile, so that these are looked through once. */
const referenceKeys = new WeakMap<readonly ParameterSnapshot[], string[]>();

function referenceKeysOf({ parameters }: Pick<ProfileSnapshot, "parameters">): string[] {
  const known = referenceKeys.get(parameters);
  if (known !== undefined) return known;
  const found = parameters.filter(({ isReference }) => isReference).map(({ key }) => key);
  referenceKeys.set(parameters, found);
  return found;
}

function profileMap(snapshot: Snapshot, { stages, defaultProfile }: AppSnapshot, stage: string) {
  const ofStage = stages.get(stage);
  return {
    ofStage: ofStage === undefined ? null : newest(snapshot, ofStage),
    ofApp: defaultProfile === null ? null : newest(snapshot, defaultProfile),
  };
}

function newest(snapshot: Snapshot, profile: string) {
  const { name, version } = getFrom(snapshot.profiles, profile);
  return { name, version };
}

/** The level names the content: a plan reads what applies to one target, at two levels. */
function standingOf(
  target: TargetSnapshot | undefined,
  contentId: "service" | "instance",
): TargetStanding | undefined {
  return target && { contentId, provider: target.provider, inherits: target.inherits, isBlueprint: false };
}

function providerOf(provider: ProviderStanding | undefined): ProviderStanding | undefined {
  return provider && { name: provider.name, revision: provider.revision, accessRole: provider.accessRole };
}
