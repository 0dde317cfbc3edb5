import {
  AppInput,
  type Configuration,
  type ConfiguredApp,
  type ConfiguredBlueprints,
  type ConfiguredInstance,
  type ConfiguredProfile,
  type ConfiguredProvider,
  type ConfiguredService,
  InstanceInput,
  type OrgField,
  Problem,
  ProfileInput,
  ProviderInput,
  referenceField,
  ServiceBlueprintInput,
  ServiceInput,
  StageBlueprintInput,
} from "@stagepass/contracts";
import type { App } from "../apps/app.ts";
import { isBlueprint } from "../common/blueprint.ts";
import { sameJson } from "../common/same-json.ts";
import type { Org } from "../orgs/org.ts";
import type { Provider } from "../providers/provider.ts";
import type { TargetParameter } from "../targets/target.ts";
import type { ProfileVersion, StoredParameter } from "../versions/profile.ts";
import type { Snapshot, StageOfApp, TargetOfApp } from "./draft/snapshot.ts";

/**
 * Returns the configuration of an organization as a document. Values and the secrets of static keys are marked as missing,
 * fields that have their default are left out, and so is what was removed. Everything is in the order of its name.
 */
export function configurationOf({
  org,
  profiles,
  apps,
  stages,
  providers,
  targets,
}: Snapshot): Configuration {
  const newest = profiles.flatMap(({ current }) => current ?? []);
  const stagesOf = grouped(stages, ({ app }) => app);
  const present = targets.filter((target) => target.removedAt === null);
  const targetsOf = grouped(present, ({ app }) => app);
  return {
    apiVersion: 1,
    settings: settingsOf(org),
    profiles: byName(newest, ({ name }) => name, profileOf),
    providers: byName(providers, ({ name }) => name, providerOf),
    apps: byName(
      apps,
      ({ name }) => name,
      (app) => appOf(app, stagesOf.get(app.name) ?? [], targetsOf.get(app.name) ?? []),
    ),
  };
}

/** What an organization has whose settings nobody changed. */
export const defaultSettings = {
  description: "",
  clients: null,
  stages: [] as never[],
  staticKeys: "deny",
} as const satisfies Record<OrgField, unknown>;

function settingsOf({ description, clients, stages, staticKeys }: Org): Configuration["settings"] {
  const fields = { description, clients: unlessEmpty(clients), stages: [...stages], staticKeys };
  return changedFrom(defaultSettings, fields satisfies Record<OrgField, unknown>);
}

function profileOf({
  description,
  accessRole,
  parameters,
  safeguards,
  clients,
}: ProfileVersion): ConfiguredProfile {
  return changedFrom(ProfileInput.parse({}), {
    description,
    accessRole,
    parameters: parameters.map(parameterOf),
    safeguards: [...safeguards],
    clients: unlessEmpty(clients),
  });
}

function providerOf({ description, accessRole, staticKeys, isDefault, apps }: Provider): ConfiguredProvider {
  return changedFrom(ProviderInput.parse({}), {
    description,
    accessRole,
    staticKeys: staticKeys && { accessKeyId: staticKeys.accessKeyId, missing: true as const },
    isDefault,
    apps: apps && [...apps],
  });
}

function appOf(app: App, stages: readonly StageOfApp[], targets: readonly TargetOfApp[]): ConfiguredApp {
  const { description, defaultProfile, mode, inheritsStages, unprofiled } = app;
  const blueprints = targets.filter(isBlueprint);
  const others = targets.filter((target) => !isBlueprint(target));
  const services = others.filter(({ stage }) => stage === null);
  const instancesOf = grouped(
    others.filter(({ stage }) => stage !== null),
    ({ service }) => service,
  );
  return {
    ...changedFrom(AppInput.parse({}), { description, defaultProfile, mode, inheritsStages, unprofiled }),
    stages: byName(
      stages,
      ({ name }) => name,
      ({ profile }) => profile,
    ),
    blueprints: blueprintsOf(blueprints),
    services: byName(
      services,
      ({ service }) => service,
      (service) => serviceOf(service, instancesOf.get(service.service) ?? []),
    ),
  };
}

function blueprintsOf(blueprints: readonly TargetOfApp[]): ConfiguredBlueprints {
  const ofServices = blueprints.find(({ stage }) => stage === null);
  const ofStages = blueprints.filter(({ stage }) => stage !== null);
  return {
    ...(ofServices !== undefined && { services: serviceBlueprintOf(ofServices) }),
    stages: byName(ofStages, ({ stage }) => stage ?? "", stageBlueprintOf),
  };
}

function serviceBlueprintOf({ provider, parameters }: TargetOfApp) {
  const fields = { provider, parameters: parameters.map(targetParameterOf) };
  return changedFrom(ServiceBlueprintInput.parse({}), fields);
}

function stageBlueprintOf({ provider, inherits, parameters }: TargetOfApp) {
  const fields = { provider, inherits, parameters: parameters.map(targetParameterOf) };
  return changedFrom(StageBlueprintInput.parse({}), fields);
}

function serviceOf(target: TargetOfApp, instances: readonly TargetOfApp[]): ConfiguredService {
  const { description, provider, requiredParameters } = target;
  const parameters = target.parameters.map(targetParameterOf);
  const fields = { description, provider, requiredParameters: [...requiredParameters], parameters };
  const ofStage = grouped(instances, ({ stage }) => stage ?? "");
  return {
    ...changedFrom(ServiceInput.parse({}), fields),
    instances: byName(
      [...ofStage],
      ([stage]) => stage,
      ([, regions]) => byName(regions, ({ region }) => region ?? "", instanceOf),
    ),
  };
}

function instanceOf({ provider, inherits, parameters }: TargetOfApp): ConfiguredInstance {
  const fields = { provider, inherits, parameters: parameters.map(targetParameterOf) };
  return changedFrom(InstanceInput.parse({}), fields);
}

function targetParameterOf(parameter: TargetParameter) {
  return "isNone" in parameter ? { key: parameter.key, none: true as const } : parameterOf(parameter);
}

function parameterOf({ key, sensitive, content }: StoredParameter) {
  if (content.kind !== "reference") return { key, sensitive, missing: true as const };
  return { key, sensitive, [referenceField(content.reference)]: content.reference };
}

function unlessEmpty<T extends object>(value: T): T | null {
  return Object.keys(value).length === 0 ? null : value;
}

/** The fields that differ from their defaults, in the order in which they are given. */
function changedFrom<D extends object, F extends Record<keyof D, unknown>>(
  defaults: D,
  fields: F,
): Partial<F> {
  const differing = Object.entries(fields).filter(
    ([name, value]) => !sameJson(Reflect.get(defaults, name), value),
  );
  return Object.fromEntries(differing) as Partial<F>; // fromEntries forgets the names
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}

/** An object with a field for each thing, in the order of their names. */
function byName<T, V>(
  things: readonly T[],
  nameOf: (thing: T) => string,
  viewOf: (thing: T) => V,
): Record<string, V> {
  const named = things.map((thing) => [nameOf(thing), viewOf(thing)] as const);
  const unsayable = named.find(([name]) => name === "__proto__");
  if (unsayable !== undefined)
    throw new Problem(
      "conflict",
      "A stage or a service is called __proto__, which no document can name. Rename or remove it, then export again.",
    );
  return Object.fromEntries(named.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
