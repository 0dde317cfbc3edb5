import { type DeployTarget, Problem, type SafeguardRecheck } from "@stagepass/contracts";
import type { PrecedingResolution, ReportPorts } from "./ports.ts";

/**
 * Judges a report again by the safeguards of the very version that was resolved, as of then, with what a report carries:
 * the target and the framework's version. Safeguards that need more are left out. A profile that has changed since is
 * not judged by, and an outage costs the check and not the record.
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
    const { name, version } = resolution.profile;
    if (profile.name !== name || profile.version !== version)
      return { checked: false, reason: "profile-changed" };
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
