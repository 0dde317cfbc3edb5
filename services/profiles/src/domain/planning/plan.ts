import type {
  AccessRole,
  KnownTarget,
  OrgClients,
  Plan,
  ProfileClients,
  Safeguard,
} from "@stagepass/contracts";
import { type NearNames, noSuchApp } from "../common/no-such.ts";
import { type AppProfiles, chooseProfile } from "./choose-profile.ts";
import { legacyUseOf } from "./legacy-use.ts";

/** The newest version of a profile that the app names. */
export interface PlannedProfile {
  readonly name: string;
  readonly version: number;
  readonly accessRole: AccessRole | null;
  readonly parameterKeys: string[];
  readonly safeguards: Safeguard[];
  readonly clients: ProfileClients;
}

/** What an app says about a stage, with the profiles that it names and its organization's rules. */
export interface Candidates extends AppProfiles {
  readonly profiles: readonly PlannedProfile[];
  readonly orgClients: OrgClients;
}

/** What planning needs from outside: one query to the database. */
export interface PlanPorts extends Pick<NearNames, "listNearApps"> {
  /** Reads everything as of one moment. */
  findCandidates(target: Pick<KnownTarget, "org" | "app" | "stage">): Promise<Candidates | undefined>;
}

/** Returns what a deploy to the target would use, without any parameter value. Throws `not-found` and `no-profile`. */
export async function plan(ports: PlanPorts, target: KnownTarget): Promise<Plan> {
  const candidates = await ports.findCandidates(target);
  if (candidates === undefined) throw await noSuchApp(ports, target.org, target.app);
  const { name, matchedBy } = chooseProfile(target, candidates);
  const chosen = candidates.profiles.find((profile) => profile.name === name);
  if (chosen === undefined) throw new Error(`${target.org}/${target.app} names a profile that is not there.`);
  const { version, accessRole, parameterKeys, safeguards } = chosen;
  const clients = { legacy: legacyUseOf(chosen.clients, candidates.orgClients) };
  return { profile: { name, version, matchedBy }, accessRole, parameterKeys, safeguards, clients };
}
