import {
  type AppMode,
  type AppView,
  didYouMean,
  invalidInput,
  type StageView,
  type Unprofiled,
} from "@stagepass/contracts";
import type { NearNames } from "../common/no-such.ts";

/** An application. `revision` counts its changes. */
export interface App {
  readonly name: string;
  readonly description: string;
  readonly defaultProfile: string | null;
  readonly mode: AppMode;
  /** Whether the organization's stage map applies to stages without a profile. */
  readonly inheritsStages: boolean;
  /** What happens to a deploy to which no profile applies. */
  readonly unprofiled: Unprofiled;
  readonly revision: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** A stage that has a profile of its own. */
export interface Stage {
  readonly name: string;
  readonly profile: string;
  readonly revision: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** Returns an app as the API shows it. */
export function viewApp(app: App): AppView {
  return { ...app, createdAt: app.createdAt.toISOString(), updatedAt: app.updatedAt.toISOString() };
}

/** Returns a stage as the API shows it. */
export function viewStage(stage: Stage): StageView {
  return { ...stage, createdAt: stage.createdAt.toISOString(), updatedAt: stage.updatedAt.toISOString() };
}

/** What a reference to a profile needs of a transaction. */
export interface ProfileLocks extends Pick<NearNames, "listNearProfiles"> {
  /** Keeps a profile from being deleted until the transaction ends. Returns false when it does not exist. */
  holdProfile(org: string, profile: string): Promise<boolean>;
}

/**
 * Throws `invalid`, with the nearest names, unless the profile that a body names at `path` exists. It cannot be
 * deleted before the transaction ends.
 */
export async function assertProfileExists(
  changes: ProfileLocks,
  { org, profile, path }: { readonly org: string; readonly profile: string; readonly path: string },
): Promise<void> {
  if (await changes.holdProfile(org, profile)) return;
  const near = didYouMean(profile, await changes.listNearProfiles(org, profile));
  throw invalidInput([{ path, message: `names no profile of ${org}.${near}` }]);
}
