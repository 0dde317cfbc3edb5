import {
  covers,
  type DeploymentView,
  type KeyScope,
  limitsOf,
  may,
  type Principal,
} from "@stagepass/contracts";

/** Which deployments of an organization a caller may see. */
export interface Sight {
  /** The key that made them. Left out, any did. */
  readonly by?: string;
  /** What their targets and profiles are limited to. */
  readonly within: KeyScope;
}

/** The sight of a caller: what the caller's key covers, or of that only what it deployed itself. Throws `forbidden` for the operator's key. */
export function sightOf(caller: Principal): Sight {
  const within = limitsOf(caller);
  return may(caller.role, "deployment:read") ? { within } : { by: caller.keyId, within };
}

/** Whether a caller may see a deployment. What is not known of one, such as the profile of a mere report, no list covers. */
export function maySee(caller: Principal, deployment: DeploymentView): boolean {
  const { by, within } = sightOf(caller);
  if (by !== undefined && by !== deployment.requestedBy) return false;
  const { app, stage, service } = deployment.target;
  const profile = deployment.kind === "resolution" ? deployment.profile?.name : undefined;
  if (service === undefined && within.services !== undefined) return false;
  if (profile === undefined && within.profiles !== undefined) return false;
  return covers(caller, { app, stage, service, profile });
}
