import type { AccessRole } from "@stagepass/contracts";
import { type NearNames, noSuchProfile } from "../common/no-such.ts";

/** What finding a profile's access role needs from outside. */
export interface AccessRolePorts extends Pick<NearNames, "listNearProfiles"> {
  /**
   * Returns the role of a profile's newest version. A profile without a role returns an object with null, and an
   * unknown profile undefined.
   */
  findAccessRole(org: string, profile: string): Promise<{ accessRole: AccessRole | null } | undefined>;
}

/** Returns the access role of a profile's newest version. Throws `not-found` with the nearest names. */
export async function getAccessRole(
  ports: AccessRolePorts,
  { org, profile }: { readonly org: string; readonly profile: string },
): Promise<{ accessRole: AccessRole | null }> {
  const found = await ports.findAccessRole(org, profile);
  if (found === undefined) throw await noSuchProfile(ports, org, profile);
  return found;
}
