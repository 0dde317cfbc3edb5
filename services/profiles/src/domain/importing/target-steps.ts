import {
  type ConfiguredBlueprints,
  type ConfiguredInstance,
  type ConfiguredService,
  InstanceInput,
  type ProviderLink,
  ServiceBlueprintInput,
  ServiceInput,
  StageBlueprintInput,
} from "@stagepass/contracts";
import { putBlueprint } from "../blueprints/put-blueprint.ts";
import { rowOf } from "../common/blueprint.ts";
import { putTarget } from "../targets/save-target.ts";
import { placeOf } from "./place-of.ts";
import { portsOf, type Saving, type Steps, withoutMarker } from "./saving.ts";
import type { Step } from "./step.ts";

/** Returns the steps of a service and its instances, which come after it. */
export function serviceSteps(
  [app, service]: readonly [app: string, service: string],
  { instances = {}, parameters, ...fields }: ConfiguredService,
  { ofApps, ofProviders }: Record<"ofApps" | "ofProviders", Steps>,
  saving: Saving,
): Step[] {
  const given = ServiceInput.parse({ ...fields, parameters: parameters?.map(withoutMarker) });
  const at = ["apps", app, "services", service];
  const name = { app, service };
  const ofService: Step = {
    at,
    after: [ofApps.get(app), linkedStep(given.provider, ofProviders)],
    reads: { target: name, keys: given.parameters.map(({ key }) => key) },
    run: () => putTarget(portsOf(saving), { ...saving.change, ...name }, given),
  };
  const ofInstances = Object.entries(instances).flatMap(([stage, regions]) =>
    Object.entries(regions).map(([region, { parameters: ofInstance, ...settings }]): Step => {
      const content = InstanceInput.parse({ ...settings, parameters: ofInstance?.map(withoutMarker) });
      const target = { ...name, stage, region };
      return {
        at: [...at, "instances", stage, region],
        after: [ofService, linkedStep(content.provider, ofProviders)],
        reads: { target, keys: content.parameters.map(({ key }) => key) },
        run: () => putTarget(portsOf(saving), { ...saving.change, ...target }, content),
      };
    }),
  );
  return [ofService, ...ofInstances];
}

/** Returns the steps of the blueprints of an app. */
export function blueprintSteps(
  app: string,
  { services, stages = {} }: ConfiguredBlueprints,
  { ofApps, ofProviders }: Record<"ofApps" | "ofProviders", Steps>,
  saving: Saving,
): Step[] {
  const stepOf = (stage: string | null, given: ServiceBlueprintInput | StageBlueprintInput): Step => {
    const { org: _, ...target } = rowOf({ ...saving.change, app, stage });
    return {
      at: placeOf({ ...target, stage, region: null }),
      after: [ofApps.get(app), linkedStep(given.provider, ofProviders)],
      reads: { target, keys: given.parameters.map(({ key }) => key) },
      run: () => putBlueprint(portsOf(saving), { ...saving.change, app, stage }, given),
    };
  };
  const unmarked = ({ parameters, ...fields }: ConfiguredInstance) => ({
    ...fields,
    parameters: parameters?.map(withoutMarker),
  });
  return [
    ...(services === undefined ? [] : [stepOf(null, ServiceBlueprintInput.parse(unmarked(services)))]),
    ...Object.entries(stages).map(([stage, blueprint]) =>
      stepOf(stage, StageBlueprintInput.parse(unmarked(blueprint))),
    ),
  ];
}

/** The step of the provider that something is linked to. */
function linkedStep(provider: ProviderLink, ofProviders: Steps): Step | undefined {
  return typeof provider === "string" ? ofProviders.get(provider) : undefined;
}
