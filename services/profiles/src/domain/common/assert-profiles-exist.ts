import { didYouMean, invalidInput, type Violation } from "@stagepass/contracts";
import type { NearNames } from "./no-such.ts";

/** What a reference to a profile needs of a transaction. */
export interface ProfileLocks extends Pick<NearNames, "listNearProfiles"> {
  /** Keeps a profile from being deleted until the transaction ends. Returns false when it does not exist. */
  holdProfile(org: string, profile: string): Promise<boolean>;
}

/** A profile, and where a body names it. */
export interface NamedProfile {
  readonly profile: string;
  readonly path: string;
}

/**
 * Throws `invalid`, with the nearest names, unless all profiles that a body names exist. They cannot be deleted before the
 * transaction ends.
 */
export async function assertProfilesExist(
  changes: ProfileLocks,
  org: string,
  named: readonly NamedProfile[],
): Promise<void> {
  // Everybody locks them in the same order, so that no two wait for each other.
  const profiles = [...new Set(named.map(({ profile }) => profile))].sort();
  const messages = new Map<string, string>();
  for (const profile of profiles) {
    if (await changes.holdProfile(org, profile)) continue;
    const near = didYouMean(profile, await changes.listNearProfiles(org, profile));
    messages.set(profile, `names no profile of ${org}.${near}`);
  }
  const violations = named.flatMap(({ profile, path }): Violation[] => {
    const message = messages.get(profile);
    return message === undefined ? [] : [{ path, message }];
  });
  if (violations.length > 0) throw invalidInput(violations);
}
