import type { Principal, ProfileInput } from "@stagepass/contracts";
import { alreadyExists } from "../common/already-exists.ts";
import type { SavedProfile } from "../versions/next-version.ts";
import { putProfile, type SavePorts } from "./save-profile.ts";

/** Creates a profile. Throws `conflict` when one with this name exists, and `invalid`. */
export async function createProfile(
  ports: SavePorts,
  caller: Principal,
  {
    org,
    profile,
    content,
  }: { readonly org: string; readonly profile: string; readonly content: ProfileInput },
): Promise<SavedProfile["profile"]> {
  const assertMatch = (current: number | undefined) => {
    if (current !== undefined) throw alreadyExists(`profile ${profile}`);
  };
  return (await putProfile(ports, { org, profile, by: caller.keyId, assertMatch }, content)).profile;
}
