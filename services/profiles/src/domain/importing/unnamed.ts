import {
  type Configuration,
  type ConfiguredKind,
  type ConfiguredThing,
  jsonPath,
} from "@stagepass/contracts";
import { deleteApp } from "../apps/delete-app.ts";
import { deleteStage } from "../apps/save-stage.ts";
import { deleteBlueprint } from "../blueprints/delete-blueprint.ts";
import { isBlueprint } from "../common/blueprint.ts";
import { deleteProfile } from "../profiles/delete-profile.ts";
import { deleteProvider } from "../providers/delete-provider.ts";
import { patchProvider } from "../providers/save-provider.ts";
import { contentOf } from "../targets/merge-target.ts";
import { removeTarget } from "../targets/remove-target.ts";
import { saveContent } from "../targets/write-target.ts";
import type { Snapshot } from "./draft/snapshot.ts";
import { filledTargets } from "./draft/state.ts";
import { placeOf } from "./place-of.ts";
import { portsOf, type Saving } from "./saving.ts";
import type { Step } from "./step.ts";

/** Something that the collections of a document do not name, and how it is removed. */
export interface Unnamed extends ConfiguredThing {
  readonly step: Step;
}

/**
 * Finds what is there and what the collections of a document do not name. A collection that is left out says nothing. What
 * belongs to something unnamed goes with it. What refers to others comes first.
 */
export function findUnnamed(document: Configuration, snapshot: Snapshot, saving: Saving): Unnamed[] {
  return [
    ...unnamedStages(document, snapshot, saving),
    ...unnamedBlueprints(document, snapshot, saving),
    ...unnamedTargets(document, snapshot, saving),
    ...unnamedThings(document, snapshot, saving),
  ];
}

function unnamedStages({ apps = {} }: Configuration, { stages }: Snapshot, saving: Saving): Unnamed[] {
  return stages.flatMap(({ app, name: stage }) => {
    if (!isMissing(childOf(apps, app)?.stages, stage)) return [];
    return unnamed("stage", ["apps", app, "stages", stage], () =>
      deleteStage(portsOf(saving), { ...saving.change, app, stage }),
    );
  });
}

function unnamedBlueprints({ apps }: Configuration, { targets }: Snapshot, saving: Saving): Unnamed[] {
  const blueprints = targets.filter((target) => target.revision > 0 && isBlueprint(target));
  return blueprints.flatMap((blueprint) => {
    const { app, stage } = blueprint;
    const named = childOf(apps, app)?.blueprints;
    if (stage === null ? !isMissing(named, "services") : !isMissing(named?.stages, stage)) return [];
    return unnamed("blueprint", placeOf(blueprint), () =>
      deleteBlueprint(portsOf(saving), { ...saving.change, app, stage }),
    );
  });
}

function unnamedTargets({ apps = {} }: Configuration, { targets }: Snapshot, saving: Saving): Unnamed[] {
  const present = targets.filter(
    (target) => target.removedAt === null && target.revision > 0 && !isBlueprint(target),
  );
  return present.flatMap(({ app, service, stage, region }) => {
    const services = childOf(apps, app)?.services;
    const at = ["apps", app, "services", service];
    const name = { ...saving.change, app, service };
    if (stage === null || region === null) {
      if (!isMissing(services, service)) return [];
      return unnamed("service", at, () => removeTarget(portsOf(saving), name));
    }
    const instances = childOf(services, service)?.instances;
    if (instances === undefined || childOf(childOf(instances, stage), region) !== undefined) return [];
    return unnamed("instance", [...at, "instances", stage, region], () =>
      removeTarget(portsOf(saving), { ...name, stage, region }),
    );
  });
}

function unnamedThings(
  { apps, providers, profiles }: Configuration,
  snapshot: Snapshot,
  saving: Saving,
): Unnamed[] {
  const filled = (things: readonly { readonly name: string; readonly revision: number }[]) =>
    things.filter(({ revision }) => revision > 0).map(({ name }) => name);
  const live = snapshot.profiles.flatMap(({ current }) => current?.name ?? []);
  return [
    ...filled(snapshot.apps).flatMap((app) =>
      isMissing(apps, app)
        ? unnamed("app", ["apps", app], () => deleteApp(portsOf(saving), { ...saving.change, app }))
        : [],
    ),
    ...filled(snapshot.providers).flatMap((provider) =>
      isMissing(providers, provider)
        ? unnamed("provider", ["providers", provider], () => removeProvider(provider, saving))
        : [],
    ),
    ...live.flatMap((profile) =>
      isMissing(profiles, profile)
        ? unnamed("profile", ["profiles", profile], () =>
            deleteProfile(portsOf(saving), { ...saving.change, profile }),
          )
        : [],
    ),
  ];
}

/**
 * Deletes a provider that may be the default, and to which removed services or instances may be linked. Those get none at all,
 * so that a deploy which brings one back does not get the credentials of another provider.
 */
async function removeProvider(provider: string, saving: Saving): Promise<void> {
  const { change, draft } = saving;
  for (const { name, current } of filledTargets(draft.state)) {
    if (current.provider !== provider || current.removedAt === null) continue;
    const writing = { name, id: current.id, current, by: change.by, restores: false };
    await saveContent(draft.changes, writing, { ...contentOf(current), provider: { none: true } });
  }
  const current = draft.state.providers.get(provider);
  if (current?.isDefault) await patchProvider(portsOf(saving), { ...change, provider }, { isDefault: false });
  await deleteProvider(portsOf(saving), { ...change, provider });
}

function unnamed(kind: ConfiguredKind, at: readonly string[], remove: () => Promise<void>): Unnamed[] {
  return [{ kind, path: jsonPath(at), step: { at, run: remove } }];
}

/** Whether a collection is in the document and does not name this. */
function isMissing(collection: object | undefined, name: string): boolean {
  return collection !== undefined && !Object.hasOwn(collection, name);
}

function childOf<T>(collection: Readonly<Record<string, T>> | undefined, name: string): T | undefined {
  return collection !== undefined && Object.hasOwn(collection, name) ? collection[name] : undefined;
}
