import { Problem, profileRolledBack } from "@stagepass/contracts";
import { about } from "../common/about.ts";
import type { Announce, Change, InTransaction } from "../common/change.ts";
import { changesBetween } from "../versions/changes-between.ts";
import { type FindVersionPorts, noSuchVersion } from "../versions/get-version.ts";
import { type LockChanges, lockExisting } from "../versions/lock-existing.ts";
import { contentOf, type ProfileVersion, type VersionToAdd } from "../versions/profile.ts";

interface RollbackChanges extends FindVersionPorts, LockChanges {
  addVersion(version: VersionToAdd): Promise<ProfileVersion>;
  announce: Announce;
}

/** What a rollback needs from outside. */
export interface RollbackPorts {
  transaction: InTransaction<RollbackChanges>;
}

/**
 * Makes a new version with the content of an older one, unless the newest version has the same content. The safeguards
 * are not checked again, so that going back stays possible when it is needed most. Throws `not-found`, and `conflict`
 * when values of the older version were destroyed.
 */
export async function rollbackProfile(
  ports: RollbackPorts,
  change: Change & { readonly profile: string },
  version: number,
): Promise<ProfileVersion> {
  const { org, profile, by } = change;
  return ports.transaction(async (changes) => {
    const { current, lastVersion } = await lockExisting(changes, change);
    change.assertMatch(current.version);
    const older = await changes.findVersion(org, profile, version);
    if (older === undefined) throw noSuchVersion(current, version);
    assertValuesKept(older);
    const content = contentOf(older);
    if (changesBetween(current, content).fields.length === 0) return current;

    const next = { org, profile, by, version: lastVersion + 1 };
    const added = await changes.addVersion({ ...next, content, restoredFrom: version });
    await changes.announce(profileRolledBack, about.profile(org, profile), {
      ...{ org, profile, by },
      version: added.version,
      previousVersion: current.version,
      restoredVersion: version,
    });
    return added;
  });
}

function assertValuesKept({ name, version, parameters }: ProfileVersion): void {
  const destroyed = parameters.filter(({ content }) => content.kind === "destroyed").map(({ key }) => key);
  if (destroyed.length === 0) return;
  throw new Problem(
    "conflict",
    `Version ${version} of ${name} cannot be restored: the values of ${destroyed.join(", ")} were destroyed. ` +
      "Save the profile with new values instead.",
  );
}
