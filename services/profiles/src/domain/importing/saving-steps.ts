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
  type OrgPatch,
  ProfileInput,
  ProviderInput,
  type ProviderLink,
  ServiceBlueprintInput,
  ServiceInput,
  StageBlueprintInput,
} from "@stagepass/contracts";
import { putApp } from "../apps/save-app.ts";
import { putStage } from "../apps/save-stage.ts";
import { putBlueprint } from "../blueprints/put-blueprint.ts";
import { rowOf } from "../common/blueprint.ts";
import type { Change } from "../common/change.ts";
import { patchOrg } from "../orgs/patch-org.ts";
import type { OrgVault } from "../parameters/org-vault.ts";
import { putProfile, type SavePorts } from "../profiles/save-profile.ts";
import type { KeysVault } from "../providers/keys-vault.ts";
import { putProvider } from "../providers/save-provider.ts";
import { putTarget } from "../targets/save-target.ts";
import { defaultSettings } from "./configuration-of.ts";
import type { Draft } from "./draft/draft.ts";
import { placeOf } from "./place-of.ts";
import type { Step } from "./step.ts";

/** What saving the things of a document needs. */
export interface Saving {
  readonly draft: Draft;
  readonly change: Change;
  readonly vault: OrgVault;
  readonly keysVault: KeysVault;
  readonly checkSafeguards: SavePorts["checkSafeguards"];
}

/** Returns a step for each thing that a document names. What others refer to comes first. */
export function savingSteps(
  { settings, profiles, providers, apps = {} }: Configuration,
  saving: Saving,
): Step[] {
  const ofProfiles = stepsBy(profiles, (name, profile) => profileStep(name, profile, saving));
  const ofSettings = settings && settingsStep(settings, { ofProfiles }, saving);
  const ofApps = stepsBy(apps, (name, app) => appStep(name, app, { ofProfiles }, saving));
  const ofProviders = stepsBy(providers, (name, provider) =>
    providerStep(name, provider, { ofApps, ofSettings }, saving),
  );
  const targets = Object.entries(apps).flatMap(([app, { services = {}, blueprints = {} }]) => [
    ...blueprintSteps(app, blueprints, { ofApps, ofProviders }, saving),
    ...Object.entries(services).flatMap(([service, content]) =>
      serviceSteps([app, service], content, { ofApps, ofProviders }, saving),
    ),
  ]);
  return [
    ...ofProfiles.values(),
    ...(ofSettings === undefined ? [] : [ofSettings]),
    ...Object.entries(apps).flatMap(([name, app]) => [
      ...[ofApps.get(name)].flatMap((step) => step ?? []),
      ...stageSteps(name, app, { ofProfiles, ofApps }, saving),
    ]),
    ...ofProviders.values(),
    ...targets,
  ];
}

/** The steps of things by their names. */
type Steps = ReadonlyMap<string, Step>;

function stepsBy<T>(
  things: Readonly<Record<string, T>> | undefined,
  stepOf: (name: string, thing: T) => Step,
): Steps {
  return new Map(Object.entries(things ?? {}).map(([name, thing]) => [name, stepOf(name, thing)]));
}

function settingsStep(settings: OrgPatch, { ofProfiles }: Record<"ofProfiles", Steps>, saving: Saving): Step {
  const given = { ...defaultSettings, ...settings };
  return {
    at: ["settings"],
    after: settings.stages?.map(({ profile }) => ofProfiles.get(profile)) ?? [],
    run: () => patchOrg(portsOf(saving), saving.change, given),
  };
}

function profileStep(profile: string, { parameters, ...fields }: ConfiguredProfile, saving: Saving): Step {
  const given = ProfileInput.parse({ ...fields, parameters: parameters?.map(withoutMarker) });
  return {
    at: ["profiles", profile],
    reads: { profile, keys: given.parameters.map(({ key }) => key) },
    run: () => putProfile(portsOf(saving), { ...saving.change, profile }, given),
  };
}

function appStep(
  app: string,
  { stages: _, blueprints: __, services: ___, ...fields }: ConfiguredApp,
  { ofProfiles }: Record<"ofProfiles", Steps>,
  saving: Saving,
): Step {
  const given = AppInput.parse(fields);
  return {
    at: ["apps", app],
    after: [ofProfiles.get(given.defaultProfile ?? "")],
    run: () => putApp(portsOf(saving), { ...saving.change, app }, given),
  };
}

function stageSteps(
  app: string,
  { stages = {} }: ConfiguredApp,
  { ofProfiles, ofApps }: Record<"ofProfiles" | "ofApps", Steps>,
  saving: Saving,
): Step[] {
  return Object.entries(stages).map(([stage, profile]) => ({
    at: ["apps", app, "stages", stage],
    field: "profile",
    after: [ofApps.get(app), ofProfiles.get(profile)],
    run: () => putStage(portsOf(saving), { ...saving.change, app, stage }, profile),
  }));
}

function providerStep(
  provider: string,
  { staticKeys, ...fields }: ConfiguredProvider,
  { ofApps, ofSettings }: { readonly ofApps: Steps; readonly ofSettings: Step | undefined },
  saving: Saving,
): Step {
  const given = ProviderInput.parse({ ...fields, staticKeys: staticKeys && withoutMarker(staticKeys) });
  const limits = given.apps?.map((app) => ofApps.get(app)) ?? [];
  return {
    at: ["providers", provider],
    // Without keys, it must be possible before the settings: they may deny the keys that it has until then.
    after: given.staticKeys === null ? limits : [ofSettings, ...limits],
    run: () => putProvider(portsOf(saving), { ...saving.change, provider }, given),
  };
}

function serviceSteps(
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

function blueprintSteps(
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

/** A value that is marked as missing is kept, as the API keeps one that is left out. */
function withoutMarker<T extends { readonly missing?: true | undefined }>({ missing: _, ...given }: T) {
  return given;
}

/** What the functions of the API need, over the draft. */
export function portsOf({ draft, vault, keysVault, checkSafeguards }: Saving) {
  return {
    checkSafeguards,
    openVault: async () => vault,
    openKeysVault: async () => keysVault,
    transaction: async <T>(work: (changes: Draft["changes"]) => Promise<T>) => work(draft.changes),
  };
}
