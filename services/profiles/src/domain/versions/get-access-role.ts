import type { AccessRole } from "@stagepass/contracts";
import { type NearNames, noSuchProfile } from "../common/no-such.ts";

/** What finding a role needs. */
export interface AccessRolePorts extends Pick<NearNames, "listNearProfiles"> {
  /** The role of a profile's newest version, in an object so that no role differs from no profile. */
  findAccessRole(org: string, profile: string): Promise<{ accessRole: AccessRole | null } | undefined>;
}

/** The access role of a profile's newest version. Throws `not-found` with the nearest names. */
export async function getAccessRole(
  ports: AccessRolePorts,
  { org, profile }: { readonly org: string; readonly profile: string },
): Promise<{ accessRole: AccessRole | null }> {
  const found = await ports.findAccessRole(org, profile);
  if (found === undefined) throw await noSuchProfile(ports, org, profile);
  return found;
}
