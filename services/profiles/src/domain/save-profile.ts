import {
  invalidInput,
  type Mistake,
  type ProfileInput,
  type ProfilePatch,
  profileCreated,
  profileUpdated,
  type Safeguard,
} from "@stagepass/contracts";
import { about } from "./about.ts";
import type { Announce, Change, InTransaction } from "./change.ts";
import { changesBetween } from "./changes-between.ts";
import type { ProfileValues } from "./merge-parameters.ts";
import { mergeProfile } from "./merge-profile.ts";
import { type NearNames, noSuchProfile } from "./no-such.ts";
import type { OrgVault } from "./org-vault.ts";
import type { LockedProfile, ProfileVersion, VersionToAdd } from "./profile.ts";
import { unstorableTexts } from "./storable-text.ts";

interface SaveChanges extends Pick<NearNames, "listNearProfiles"> {
  /** Locks the row of a name, and makes it first when the name was never used. */
  claimProfile(org: string, profile: string): Promise<LockedProfile>;
  /** Locks the row of a name, or answers undefined when it was never used. */
  lockProfile(org: string, profile: string): Promise<LockedProfile | undefined>;
  /** The ciphertexts of value rows, by their ids. */
  readSealed(org: string, valueIds: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>>;
  addVersion(version: VersionToAdd): Promise<ProfileVersion>;
  announce: Announce;
}

/** What saving a profile needs. */
export interface SavePorts {
  checkSafeguards(safeguards: readonly Safeguard[]): Promise<Mistake[]>;
  openVault(org: string): Promise<OrgVault>;
  transaction: InTransaction<SaveChanges>;
}

/** The newest version of a profile, and whether the profile is new. */
export interface SavedProfile {
  readonly profile: ProfileVersion;
  readonly created: boolean;
}

/** Creates a profile, or replaces it with a new version. Nothing changed makes no version. Throws `invalid`. */
export async function putProfile(
  ports: SavePorts,
  change: Change & { readonly profile: string },
  given: ProfileInput,
): Promise<SavedProfile> {
  return save(ports, change, given, (changes) => changes.claimProfile(change.org, change.profile));
}

/** Changes what is given of a profile, as a new version. Throws `invalid`, and `not-found` with the nearest names. */
export async function patchProfile(
  ports: SavePorts,
  change: Change & { readonly profile: string },
  given: ProfilePatch,
): Promise<SavedProfile> {
  return save(ports, change, given, async (changes) => {
    const locked = await changes.lockProfile(change.org, change.profile);
    if (locked?.current === undefined) throw await noSuchProfile(changes, change.org, change.profile);
    return locked;
  });
}

async function save(
  ports: SavePorts,
  change: Change & { readonly profile: string },
  given: ProfilePatch,
  lock: (changes: SaveChanges) => Promise<LockedProfile>,
): Promise<SavedProfile> {
  // Other services and other rows are asked before the profile's row is locked: a lock waits for nobody else.
  await demandSafeguards(ports, given.safeguards ?? []);
  const vault = await ports.openVault(change.org);
  return ports.transaction(async (changes) => {
    const { current, lastVersion } = await lock(changes);
    change.demandMatch(current?.version);
    const values = await readValues(changes, vault, change, current, given);
    const content = mergeProfile(current, given, values);
    const changed = current && changesBetween(current, content);
    if (current !== undefined && changed?.fields.length === 0) return { profile: current, created: false };

    const { org, profile, by } = change;
    const added = await changes.addVersion({ org, profile, by, version: lastVersion + 1, content });
    const event = { org, profile, by, version: added.version };
    if (current === undefined || changed === undefined) {
      await changes.announce(profileCreated, about.profile(org, profile), event);
      return { profile: added, created: true };
    }
    const facts = { ...event, previousVersion: current.version, changed };
    await changes.announce(profileUpdated, about.profile(org, profile), facts);
    return { profile: added, created: false };
  });
}

async function demandSafeguards(ports: SavePorts, safeguards: readonly Safeguard[]): Promise<void> {
  if (safeguards.length === 0) return;
  // Of everything that a profile holds, these alone are of any shape, so that no schema has looked at their texts.
  const unstorable = safeguards.flatMap(({ settings, examples }, index) => [
    ...unstorableTexts(settings, ["safeguards", index, "settings"]),
    ...unstorableTexts(examples, ["safeguards", index, "examples"]),
  ]);
  if (unstorable.length > 0) throw invalidInput(unstorable);
  const mistakes = await ports.checkSafeguards(safeguards);
  if (mistakes.length === 0) return;
  throw invalidInput(
    mistakes.map(({ path, message }) => ({ path: path.replace(/^\$/, "$.safeguards"), message })),
  );
}

/** The profile's values, with the ciphertexts at hand of those that stay or have to be compared with given ones. */
async function readValues(
  changes: SaveChanges,
  vault: OrgVault,
  { org, profile }: { readonly org: string; readonly profile: string },
  current: ProfileVersion | undefined,
  given: ProfilePatch,
): Promise<ProfileValues> {
  const keys = new Set(given.parameters?.map(({ key }) => key));
  const needed = current?.parameters.filter(({ key, content }) => keys.has(key) && content.kind === "sealed");
  const ids = (needed ?? []).map(({ valueId }) => valueId);
  const sealed = ids.length === 0 ? new Map<string, Uint8Array>() : await changes.readSealed(org, ids);
  return {
    seal: (key, value) => vault.seal({ profile, key }, value),
    unseal: ({ key, valueId }) => {
      const stored = sealed.get(valueId);
      if (stored === undefined)
        throw new Error(`The value of ${org}/profiles/${profile} ${key} was not read.`);
      return vault.unseal({ profile, key }, stored);
    },
  };
}
