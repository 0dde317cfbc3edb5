import { Problem, profileDeleted } from "@stagepass/contracts";
import { about } from "../common/about.ts";
import type { Announce, Change, InTransaction } from "../common/change.ts";
import { type LockChanges, lockExisting } from "../versions/lock-existing.ts";

/**
 * What a profile is used by: a stage of an app, an app as its default where `stage` is null, or a line of the organization's
 * stage map where `app` is null.
 */
export type ProfileUse =
  | { readonly app: string; readonly stage: string | null }
  | { readonly app: null; readonly stage: string };

interface DeleteChanges extends LockChanges {
  /** Returns the first of the profile's uses, and how many there are. */
  listUses(org: string, profile: string, limit: number): Promise<{ uses: ProfileUse[]; total: number }>;
  /** Hides the profile and its versions, and destroys its values. */
  deleteProfile(org: string, profile: string): Promise<void>;
  announce: Announce;
}

/** What deleting a profile needs from outside. */
export interface DeletePorts {
  transaction: InTransaction<DeleteChanges>;
}

const namedUses = 10;

/** Deletes a profile that nothing uses, and destroys its values. Throws `profile-in-use`, which names the uses. */
export async function deleteProfile(
  ports: DeletePorts,
  change: Change & { readonly profile: string },
): Promise<void> {
  const { org, profile, by } = change;
  await ports.transaction(async (changes) => {
    const { version } = (await lockExisting(changes, change)).current;
    change.assertMatch(version);
    const { uses, total } = await changes.listUses(org, profile, namedUses);
    if (total > 0) throw inUse(profile, uses, total);
    await changes.deleteProfile(org, profile);
    await changes.announce(profileDeleted, about.profile(org, profile), { org, profile, by, version });
  });
}

function inUse(profile: string, uses: readonly ProfileUse[], total: number): Problem {
  const named = uses.map(nameUse);
  const more = total > uses.length ? ` and ${total - uses.length} more` : "";
  return new Problem(
    "profile-in-use",
    `The profile ${profile} is used by ${named.join(", ")}${more}. ` +
      "Map these stages and apps to another profile first, then delete it.",
  );
}

function nameUse({ app, stage }: ProfileUse): string {
  if (app === null) return `the organization's stage map (${stage})`;
  return stage === null ? `${app} (default)` : `${app}/${stage}`;
}
