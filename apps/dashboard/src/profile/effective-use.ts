import type { LegacyUse, OrgClients, ProfileClients } from "@stagepass/contracts";

/** What existing clients receive in the end, and whose word that is. */
export interface EffectiveUse {
  readonly use: LegacyUse;
  readonly by: "organization" | "profile" | "nobody";
}

/** Puts the rules of a profile and of its organization together: the organization's `deny` is final. */
export function effectiveUse(org: OrgClients, profile: ProfileClients): EffectiveUse {
  if (org.legacy === "deny") return { use: "deny", by: "organization" };
  if (profile.legacy !== undefined) return { use: profile.legacy, by: "profile" };
  if (org.legacy !== undefined) return { use: org.legacy, by: "organization" };
  return { use: "deny", by: "nobody" };
}
