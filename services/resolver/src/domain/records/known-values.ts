import { type DeployTarget, Problem } from "@stagepass/contracts";
import type { PrecedingResolution, ProfileVersion, ReportPorts } from "./ports.ts";
import type { KnownValue } from "./scrub/value-search.ts";

/**
 * The profile version whose values a client can have sent: that of the resolution which preceded its report, else the
 * one that applies now, since values can have reached it in another way. Null where there are none, as for an app
 * without a profile. Throws `not-found` for an app that does not exist.
 */
export async function findSource(
  ports: Pick<ReportPorts, "plan">,
  target: DeployTarget,
  resolution: PrecedingResolution | undefined,
): Promise<ProfileVersion | null> {
  try {
    const { profile, parameterKeys } = resolution ?? (await ports.plan({ target }));
    return parameterKeys.length === 0 ? null : { name: profile.name, version: profile.version };
  } catch (error) {
    if (error instanceof Problem && error.code === "no-profile") return null;
    throw error;
  }
}

/**
 * The values of a version's sensitive parameters. A value in AWS Secrets Manager is the one that is there now. Throws
 * what opening throws: what cannot be scrubbed is not kept.
 */
export async function openKnownValues(
  ports: Pick<ReportPorts, "open">,
  target: DeployTarget,
  deploymentId: string,
  profile: ProfileVersion | null,
): Promise<KnownValue[]> {
  if (profile === null) return [];
  const { parameters } = await ports.open({ target, deploymentId, profile });
  return parameters.filter(({ sensitive }) => sensitive);
}
