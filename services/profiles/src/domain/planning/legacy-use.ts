import type { LegacyUse, OrgClients, ProfileClients } from "@stagepass/contracts";

/**
 * Decides what the existing clients may get of a profile. The profile's own setting counts, else the organization's,
 * else `deny`. An explicit `deny` of the organization overrides both.
 */
export function legacyUseOf(profile: ProfileClients, org: OrgClients): LegacyUse {
  if (org.legacy === "deny") return "deny";
  return profile.legacy ?? org.legacy ?? "deny";
}
