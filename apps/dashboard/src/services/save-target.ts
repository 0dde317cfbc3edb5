import {
  deleteInstance,
  deleteInstanceParameter,
  deleteService,
  deleteServiceParameter,
  type InstancePatch,
  type ProviderLink,
  patchInstance,
  patchService,
  putInstanceParameter,
  putServiceParameter,
  type ServicePatch,
  type TargetParameterContent,
} from "@stagepass/contracts";
import { ask } from "../api/ask.ts";
import type { Asked } from "../api/asked.ts";
import { contentOf } from "./blueprints/blueprint-content.ts";
import { saveBlueprint, saveBlueprintParameter } from "./blueprints/save-blueprint.ts";
import {
  type BlueprintPlace,
  type InstancePlace,
  isBlueprint,
  isInstance,
  type Place,
  type ServicePlace,
  type SettingsPlace,
} from "./place.ts";

/** Each change begins at the revision that was read. */
export const saveService = (params: ServicePlace, body: ServicePatch, at: number) =>
  ask(patchService, { params, body, at });

export const saveInstance = (params: InstancePlace, body: InstancePatch, at: number) =>
  ask(patchInstance, { params, body, at });

/** Says whether an instance, or those that begin with a blueprint, take anything from elsewhere. */
export const saveInherits = (
  place: InstancePlace | BlueprintPlace,
  inherits: boolean,
  at: number,
): Asked<unknown> =>
  isBlueprint(place) ? saveBlueprint(place, { inherits }, at) : saveInstance(place, { inherits }, at);

/** Links a provider, says that there is none, or with null takes the link away. */
export function saveProvider(place: SettingsPlace, provider: ProviderLink, at: number): Asked<unknown> {
  if (isBlueprint(place)) return saveBlueprint(place, { provider }, at);
  return isInstance(place) ? saveInstance(place, { provider }, at) : saveService(place, { provider }, at);
}

/** Marks a service or an instance as removed. What is set on it is kept. */
export const remove = (place: Place, at: number) =>
  isInstance(place) ? ask(deleteInstance, { params: place, at }) : ask(deleteService, { params: place, at });

/** Says whether a parameter is added, which never replaces one that is there, or takes the place of one. */
type Saving = { readonly isNew: boolean; readonly revision: number };

/** Sets one parameter. */
export function saveParameter(
  place: SettingsPlace,
  key: string,
  body: TargetParameterContent,
  { isNew, revision }: Saving,
): Asked<unknown> {
  if (isBlueprint(place)) return saveBlueprintParameter(place, { key, isNew, content: body }, revision);
  const at = isNew ? 0 : revision;
  return isInstance(place)
    ? ask(putInstanceParameter, { params: { ...place, key }, body, at })
    : ask(putServiceParameter, { params: { ...place, key }, body, at });
}

/** Removes one parameter, and destroys its value. */
export function removeParameter(place: SettingsPlace, key: string, at: number): Asked<unknown> {
  if (isBlueprint(place)) {
    const { parameters = [] } = contentOf(place.blueprint);
    return saveBlueprint(place, { parameters: parameters.filter((kept) => kept.key !== key) }, at);
  }
  return isInstance(place)
    ? ask(deleteInstanceParameter, { params: { ...place, key }, at })
    : ask(deleteServiceParameter, { params: { ...place, key }, at });
}

/** What was read and may be different after a change of the place. */
export const touchedBy = ({ org, app }: SettingsPlace): readonly (readonly unknown[])[] => [
  [org, "apps", app, "services"],
  [org, "apps", app, "blueprints"],
  [org, "explanation"],
];
