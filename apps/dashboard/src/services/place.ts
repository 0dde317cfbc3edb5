import type { BlueprintView } from "@stagepass/contracts";

/** A service. */
export interface ServicePlace {
  readonly org: string;
  readonly app: string;
  readonly service: string;
  readonly stage?: never;
  readonly region?: never;
}

/** An instance: a service in one stage and one region. */
export interface InstancePlace {
  readonly org: string;
  readonly app: string;
  readonly service: string;
  readonly stage: string;
  readonly region: string;
}

/** What deploys are made to. */
export type Place = ServicePlace | InstancePlace;

/** What new services of an application begin with, or new instances in a stage. It is saved as a whole. */
export interface BlueprintPlace {
  readonly org: string;
  readonly app: string;
  readonly blueprint: BlueprintView;
}

/** Where parameters and a provider can be set beside a profile. */
export type SettingsPlace = Place | BlueprintPlace;

/** Whether a place is an instance. */
export function isInstance(place: SettingsPlace): place is InstancePlace {
  return "stage" in place && place.stage !== undefined;
}

/** Whether a place is a blueprint. */
export function isBlueprint(place: SettingsPlace): place is BlueprintPlace {
  return "blueprint" in place;
}

/** The operations of the API that change the provider and the parameters of a place. */
export function operationsAt(place: SettingsPlace) {
  if (isBlueprint(place)) {
    const put = place.blueprint.stage === null ? "putServiceBlueprint" : "putStageBlueprint";
    return { provider: put, parameters: put };
  }
  return isInstance(place)
    ? { provider: "patchInstance", parameters: "putInstanceParameter" }
    : { provider: "patchService", parameters: "putServiceParameter" };
}
