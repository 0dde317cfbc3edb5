import type { AccessRole, DeployTarget, Plan, Safeguard } from "@stagepass/contracts";
import { type AppProfiles, chooseProfile } from "./choose-profile.ts";
import { type NearNames, noSuchApp } from "./no-such.ts";

/** The newest version of a profile that may apply. */
export interface PlannedProfile {
  readonly name: string;
  readonly version: number;
  readonly accessRole: AccessRole | null;
  readonly parameterKeys: string[];
  readonly safeguards: Safeguard[];
}

/** What planning needs: one question to the database. */
export interface PlanPorts extends Pick<NearNames, "listNearApps"> {
  /** What an app says about a stage, with the profiles that it names, all as of one moment. */
  findCandidates(
    target: Pick<DeployTarget, "org" | "app" | "stage">,
  ): Promise<(AppProfiles & { readonly profiles: readonly PlannedProfile[] }) | undefined>;
}

/** What a deploy to the target would use, without a value in it. Throws `not-found` and `no-profile`. */
export async function planDeploy(ports: PlanPorts, target: DeployTarget): Promise<Plan> {
  const candidates = await ports.findCandidates(target);
  if (candidates === undefined) throw await noSuchApp(ports, target.org, target.app);
  const { name, matchedBy } = chooseProfile(target, candidates);
  const chosen = candidates.profiles.find((profile) => profile.name === name);
  if (chosen === undefined) throw new Error(`${target.org}/${target.app} names a profile that is not there.`);
  const { version, accessRole, parameterKeys, safeguards } = chosen;
  return { profile: { name, version, matchedBy }, accessRole, parameterKeys, safeguards };
}
