import { stageMapped, stageUnmapped } from "@stagepass/contracts";
import { about } from "../common/about.ts";
import { assertProfilesExist, type ProfileLocks } from "../common/assert-profiles-exist.ts";
import type { Announce, Change, InTransaction } from "../common/change.ts";
import { type NearNames, noSuchApp, noSuchStage } from "../common/no-such.ts";
import type { App, Stage } from "./app.ts";

/** What mapping a stage needs of a transaction. */
export interface StageChanges extends ProfileLocks, Pick<NearNames, "listNearApps" | "listNearStages"> {
  /** The lock on an app's row orders the changes of its stages too. */
  lockApp(org: string, app: string): Promise<App | undefined>;
  findStage(org: string, app: string, stage: string): Promise<Stage | undefined>;
  writeStage(org: string, app: string, stage: Pick<Stage, "name" | "profile" | "revision">): Promise<Stage>;
  deleteStage(org: string, app: string, stage: string): Promise<void>;
  announce: Announce;
}

/** What mapping a stage needs from outside. */
export interface StagePorts {
  transaction: InTransaction<StageChanges>;
}

export type StageChange = Change & { readonly app: string; readonly stage: string };

/** A stage as it is now, and whether it is new. */
export interface SavedStage {
  readonly stage: Stage;
  readonly created: boolean;
}

/** Maps a stage to a profile. The same profile makes no revision. Throws `invalid` for an unknown profile. */
export async function putStage(ports: StagePorts, change: StageChange, profile: string): Promise<SavedStage> {
  return ports.transaction(async (changes) =>
    saveMapping(changes, change, await lock(changes, change), { profile }),
  );
}

/**
 * Maps a stage that has a mapping to another profile, if one is given. Throws `not-found` for a stage without a
 * mapping and `invalid` for an unknown profile.
 */
export async function patchStage(
  ports: StagePorts,
  change: StageChange,
  profile: string | undefined,
): Promise<SavedStage> {
  return ports.transaction(async (changes) => {
    const current = await lock(changes, change);
    if (current === undefined) throw await noSuchStage(changes, change.org, change);
    return saveMapping(changes, change, current, { profile: profile ?? current.profile });
  });
}

/** Removes a stage's mapping, so that the app's default applies. Throws `not-found`. */
export async function deleteStage(ports: StagePorts, change: StageChange): Promise<void> {
  const { org, app, stage, by } = change;
  await ports.transaction(async (changes) => {
    const current = await lock(changes, change);
    if (current === undefined) throw await noSuchStage(changes, org, change);
    change.assertMatch(current.revision);
    await changes.deleteStage(org, app, stage);
    const facts = { org, app, stage, by, previous: current.profile };
    await changes.announce(stageUnmapped, about.stage(org, app, stage), facts);
  });
}

async function lock(changes: StageChanges, { org, app, stage }: StageChange): Promise<Stage | undefined> {
  if ((await changes.lockApp(org, app)) === undefined) throw await noSuchApp(changes, org, app);
  return changes.findStage(org, app, stage);
}

/** Maps a stage of an app whose row is locked, and announces it. Throws `invalid` at `path` for an unknown profile. */
export async function saveMapping(
  changes: StageChanges,
  change: StageChange,
  current: Stage | undefined,
  { profile, path = "$.profile" }: { readonly profile: string; readonly path?: string },
): Promise<SavedStage> {
  const { org, app, stage: name, by } = change;
  change.assertMatch(current?.revision);
  if (current?.profile === profile) return { stage: current, created: false };
  await assertProfilesExist(changes, org, [{ profile, path }]);
  const stage = await changes.writeStage(org, app, { name, profile, revision: (current?.revision ?? 0) + 1 });
  const facts = { org, app, stage: name, by, previous: current?.profile ?? null, profile };
  await changes.announce(stageMapped, about.stage(org, app, name), facts);
  return { stage, created: current === undefined };
}
