import {
  deleteInstance,
  deleteInstanceParameter,
  deleteService,
  deleteServiceParameter,
  type InstancePatch,
  patchInstance,
  patchService,
  type ProviderLink,
  putInstanceParameter,
  putServiceParameter,
  type ServicePatch,
  type TargetParameterContent,
} from "@stagepass/contracts";
import { ask } from "../api/ask.ts";
import { type InstancePlace, isInstance, type Place, type ServicePlace } from "./place.ts";

/** Each change begins at the revision that was read. */
export const saveService = (params: ServicePlace, body: ServicePatch, at: number) =>
  ask(patchService, { params, body, at });

export const saveInstance = (params: InstancePlace, body: InstancePatch, at: number) =>
  ask(patchInstance, { params, body, at });

/** Links a provider, says that there is none, or with null takes the link away. */
export async function saveProvider(place: Place, provider: ProviderLink, at: number): Promise<void> {
  await (isInstance(place) ? saveInstance(place, { provider }, at) : saveService(place, { provider }, at));
}

/** Marks a service or an instance as removed. What is set on it is kept. */
export const remove = (place: Place, at: number) =>
  isInstance(place) ? ask(deleteInstance, { params: place, at }) : ask(deleteService, { params: place, at });

/** Sets one parameter. At 0, it is added, and never replaces one that is there. */
export async function saveParameter(
  place: Place,
  key: string,
  body: TargetParameterContent,
  at: number,
): Promise<void> {
  await (isInstance(place)
    ? ask(putInstanceParameter, { params: { ...place, key }, body, at })
    : ask(putServiceParameter, { params: { ...place, key }, body, at }));
}

/** Removes one parameter, and destroys its value. */
export const removeParameter = (place: Place, key: string, at: number) =>
  isInstance(place)
    ? ask(deleteInstanceParameter, { params: { ...place, key }, at })
    : ask(deleteServiceParameter, { params: { ...place, key }, at });

/** What was read and may be different after a change of the place. */
export const touchedBy = ({ org, app }: Place): readonly (readonly unknown[])[] => [
  [org, "apps", app, "services"],
  [org, "explanation"],
];
