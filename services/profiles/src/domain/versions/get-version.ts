import { Problem } from "@stagepass/contracts";
import { type NearNames, noSuchProfile } from "../common/no-such.ts";
import type { ProfileVersion } from "./profile.ts";

/** What reading a profile needs from outside. */
export interface FindVersionPorts extends Pick<NearNames, "listNearProfiles"> {
  /** Returns a version, or the newest one. Versions from before a deletion are not found. */
  findVersion(org: string, profile: string, version?: number): Promise<ProfileVersion | undefined>;
}

/** Returns the newest version of a profile. Throws `not-found` with the nearest names. */
export async function getProfile(
  ports: FindVersionPorts,
  org: string,
  profile: string,
): Promise<ProfileVersion> {
  const newest = await ports.findVersion(org, profile);
  if (newest === undefined) throw await noSuchProfile(ports, org, profile);
  return newest;
}

/** Returns one version of a profile. Throws `not-found`, which says which versions there are. */
export async function getVersion(
  ports: FindVersionPorts,
  org: string,
  profile: string,
  version: number,
): Promise<ProfileVersion> {
  const found = await ports.findVersion(org, profile, version);
  if (found === undefined) throw noSuchVersion(await getProfile(ports, org, profile), version);
  return found;
}

/** Makes the problem `not-found` for a version of a profile that exists. */
export function noSuchVersion({ name, version: newest }: ProfileVersion, version: number): Problem {
  const why =
    version > newest ? `the newest is ${newest}` : "it went when an earlier profile was deleted or renamed";
  return new Problem("not-found", `There is no version ${version} of the profile ${name}: ${why}.`);
}
