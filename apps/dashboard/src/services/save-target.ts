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
export async function saveInherits(place: InstancePlace | BlueprintPlace, inherits: boolean, at: number) {
  await (isBlueprint(place) ? saveBlueprint(place, { inherits }, at) : saveInstance(place, { inherits }, at));
}

/** Links a provider, says that there is none, or with null takes the link away. */
export async function saveProvider(place: SettingsPlace, provider: ProviderLink, at: number): Promise<void> {
  if (isBlueprint(place)) await saveBlueprint(place, { provider }, at);
  else
    await (isInstance(place) ? saveInstance(place, { provider }, at) : saveService(place, { provider }, at));
}

/** Marks a service or an instance as removed. What is set on it is kept. */
export const remove = (place: Place, at: number) =>
  isInstance(place) ? ask(deleteInstance, { params: place, at }) : ask(deleteService, { params: place, at });

/** Says whether a parameter is added, which never replaces one that is there, or takes the place of one. */
type Saving = { readonly isNew: boolean; readonly revision: number };

/** Sets one parameter. */
export async function saveParameter(
  place: SettingsPlace,
  key: string,
  body: TargetParameterContent,
  { isNew, revision }: Saving,
): Promise<void> {
  if (isBlueprint(place)) {
    await saveBlueprintParameter(place, { key, isNew, content: body }, revision);
    return;
  }
  const at = isNew ? 0 : revision;
  await (isInstance(place)
    ? ask(putInstanceParameter, { params: { ...place, key }, body, at })
    : ask(putServiceParameter, { params: { ...place, key }, body, at }));
}

/** Removes one parameter, and destroys its value. */
export async function removeParameter(place: SettingsPlace, key: string, at: number): Promise<void> {
  if (isBlueprint(place)) {
    const { parameters = [] } = contentOf(place.blueprint);
    await saveBlueprint(place, { parameters: parameters.filter((kept) => kept.key !== key) }, at);
  } else if (isInstance(place)) await ask(deleteInstanceParameter, { params: { ...place, key }, at });
  else await ask(deleteServiceParameter, { params: { ...place, key }, at });
}

/** What was read and may be different after a change of the place. */
export const touchedBy = ({ org, app }: SettingsPlace): readonly (readonly unknown[])[] => [
  [org, "apps", app, "services"],
  [org, "apps", app, "blueprints"],
  [org, "explanation"],
];
