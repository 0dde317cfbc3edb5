import { type RenamedStage, stageRenamed } from "@stagepass/contracts";
import { about } from "../common/about.ts";
import type { Announce, InTransaction } from "../common/change.ts";
import { nameTaken } from "../common/name-taken.ts";
import { type NearNames, noSuchApp, noSuchStage } from "../common/no-such.ts";
import type { App, Stage } from "./app.ts";
import type { StageChange } from "./save-stage.ts";

/** An access key whose scope names something. */
export interface KeyReference {
  readonly id: string;
  readonly name: string;
}

/** An app of an organization. */
export interface AppPlace {
  readonly org: string;
  readonly app: string;
}

interface RenameStageChanges extends Pick<NearNames, "listNearApps" | "listNearStages"> {
  /** The lock on an app's row orders the changes of its stages too. */
  lockApp(org: string, app: string): Promise<App | undefined>;
  findStage(org: string, app: string, stage: string): Promise<Stage | undefined>;
  /** Lists the first keys that work and whose scope names a stage. */
  listKeysOfStage(org: string, stage: string): Promise<KeyReference[]>;
  /** Counts the instances of services in a stage. */
  countInstances(at: AppPlace, stage: string): Promise<number>;
  /** Whether there is a blueprint of the instances in a stage. */
  hasBlueprint(at: AppPlace, stage: string): Promise<boolean>;
  /** Moves a stage, its instances and the blueprint of instances in it to another name, which has none. */
  moveStage(at: AppPlace, from: string, to: string): Promise<void>;
  announce: Announce;
}

/** What renaming a stage needs from outside. */
export interface RenameStagePorts {
  transaction: InTransaction<RenameStageChanges>;
}

/**
 * Gives a stage that has a profile of its own another name. What is set on its instances goes along, and so does their blueprint. Deploys of the old name
 * get what applies without a mapping. The scopes of access keys name stages of all apps, so that they stay as they are.
 * Throws `not-found`, and `conflict` for a stage that is mapped already or has instances.
 */
export async function renameStage(
  ports: RenameStagePorts,
  change: StageChange,
  name: string,
): Promise<RenamedStage> {
  const { org, app, stage, by } = change;
  return ports.transaction(async (changes) => {
    if ((await changes.lockApp(org, app)) === undefined) throw await noSuchApp(changes, org, app);
    const current = await changes.findStage(org, app, stage);
    if (current === undefined) throw await noSuchStage(changes, org, change);
    change.assertMatch(current.revision);
    const { profile, revision } = current;
    const accessKeys = await changes.listKeysOfStage(org, stage);
    const instances = await changes.countInstances({ org, app }, stage);
    const renamed = { name, previousName: stage, profile, instances, accessKeys };
    if (name === stage) return { ...renamed, revision };
    await assertFree(changes, { org, app }, name);
    await changes.moveStage({ org, app }, stage, name);
    const facts = { org, by, app, stage, name, profile };
    await changes.announce(stageRenamed, about.stage(org, app, stage), facts);
    return { ...renamed, revision: revision + 1 };
  });
}

async function assertFree(changes: RenameStageChanges, at: AppPlace, name: string): Promise<void> {
  const what = `stage ${JSON.stringify(name)}`;
  const taken = await changes.findStage(at.org, at.app, name);
  if (taken !== undefined) throw nameTaken(what, `${at.app} maps it to the profile ${taken.profile}`);
  const instances = await changes.countInstances(at, name);
  if (instances > 0) throw nameTaken(what, `${at.app} has instances of services in it (${instances})`);
  if (await changes.hasBlueprint(at, name))
    throw nameTaken(what, `${at.app} has a blueprint of instances in it`);
}
