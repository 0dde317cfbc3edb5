import { type DeployTarget, Problem, type SafeguardRecheck } from "@stagepass/contracts";
import type { PrecedingResolution, ProfileVersion, ReportPorts } from "./ports.ts";

/**
 * Evaluates the safeguards of the resolved version again, as of the time of the resolution, with what a report contains:
 * the target and the framework's version. It leaves out safeguards that need more. When the profile has changed since, or
 * a service is unavailable, nothing is evaluated, but the report is kept.
 */
export async function recheckSafeguards(
  ports: Pick<ReportPorts, "plan" | "evaluate">,
  target: DeployTarget,
  frameworkVersion: string,
  resolution: PrecedingResolution | undefined,
): Promise<SafeguardRecheck> {
  if (resolution === undefined) return { checked: false, reason: "no-resolution" };
  try {
    const { profile, safeguards } = await ports.plan({ target });
    if (!isSameVersion(profile, resolution.profile)) return { checked: false, reason: "profile-changed" };
    if (safeguards.length === 0) return { checked: true, results: [] };
    const input = { target, frameworkVersion, now: resolution.requestedAt };
    const { results } = await ports.evaluate({
      safeguards,
      purpose: "plan",
      unsent: "left-to-client",
      input,
    });
    return { checked: true, results: results.filter(({ outcome }) => outcome !== "skipped") };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const hasProfile = error.code !== "no-profile" && error.code !== "not-found";
    return { checked: false, reason: hasProfile ? "unavailable" : "profile-changed" };
  }
}

/** Also two deploys without a profile have the same: none. */
function isSameVersion(a: ProfileVersion | null, b: ProfileVersion | null): boolean {
  return a?.name === b?.name && a?.version === b?.version;
}
