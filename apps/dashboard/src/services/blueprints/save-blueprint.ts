import {
  type BlueprintView,
  deleteServiceBlueprint,
  deleteStageBlueprint,
  putServiceBlueprint,
  putStageBlueprint,
  type TargetParameterContent,
} from "@stagepass/contracts";
import { ask } from "../../api/ask.ts";
import type { Asked } from "../../api/asked.ts";
import type { BlueprintPlace } from "../place.ts";
import { type BlueprintContent, contentOf } from "./blueprint-content.ts";

/** Saves a change of a blueprint. The rest of it, and the values that are set, stay as they are. */
export const saveBlueprint = (
  { org, app, blueprint }: BlueprintPlace,
  change: BlueprintContent,
  at: number,
) => putBlueprint({ org, app }, blueprint.stage, { ...contentOf(blueprint), ...change }, at);

/** Saves a blueprint as a whole: that of services, or with a stage that of its instances. At 0, it is added. */
export function putBlueprint(
  params: { readonly org: string; readonly app: string },
  stage: string | null,
  body: BlueprintContent,
  at: number,
): Asked<BlueprintView> {
  if (stage !== null) return ask(putStageBlueprint, { params: { ...params, stage }, body, at });
  const { inherits: _ofInstances, ...own } = body;
  return ask(putServiceBlueprint, { params, body: own, at });
}

/** Sets one parameter of a blueprint. Where `isNew`, it has none with this key yet. */
export function saveBlueprintParameter(
  place: BlueprintPlace,
  parameter: { readonly key: string; readonly isNew: boolean } & { readonly content: TargetParameterContent },
  at: number,
): Asked<BlueprintView> {
  const { key, isNew, content } = parameter;
  const { parameters = [] } = contentOf(place.blueprint);
  const saved = { key, ...content };
  return saveBlueprint(
    place,
    {
      parameters: isNew
        ? [...parameters, saved]
        : parameters.map((kept) => (kept.key === key ? saved : kept)),
    },
    at,
  );
}

/** Deletes a blueprint, and destroys its values. What was made from it keeps its own. */
export const deleteBlueprint = ({ org, app, blueprint: { stage } }: BlueprintPlace, at: number) =>
  stage === null
    ? ask(deleteServiceBlueprint, { params: { org, app }, at })
    : ask(deleteStageBlueprint, { params: { org, app, stage }, at });
