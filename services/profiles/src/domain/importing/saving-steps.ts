import {
  AppInput,
  type Configuration,
  type ConfiguredApp,
  type ConfiguredProfile,
  type ConfiguredProvider,
  type OrgPatch,
  ProfileInput,
  ProviderInput,
} from "@stagepass/contracts";
import { putApp } from "../apps/save-app.ts";
import { putStage } from "../apps/save-stage.ts";
import { patchOrg } from "../orgs/patch-org.ts";
import { putProfile } from "../profiles/save-profile.ts";
import { putProvider } from "../providers/save-provider.ts";
import { defaultSettings } from "./configuration-of.ts";
import { portsOf, type Saving, type Steps, withoutMarker } from "./saving.ts";
import type { Step } from "./step.ts";
import { blueprintSteps, serviceSteps } from "./target-steps.ts";

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
