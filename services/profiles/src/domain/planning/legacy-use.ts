import type { LegacyUse, OrgClients, ProfileClients } from "@stagepass/contracts";

/**
 * What the existing clients may have of a profile. The profile's word decides, else the organization's, else `deny`; an
 * explicit `deny` of the organization is final.
 */
export function legacyUseOf(profile: ProfileClients, org: OrgClients): LegacyUse {
  if (org.legacy === "deny") return "deny";
  return profile.legacy ?? org.legacy ?? "deny";
}
