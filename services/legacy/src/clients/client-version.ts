import { type MinimumVersions, Problem } from "@stagepass/contracts";
import { gte, lt, valid } from "semver";
import type { ClientHeaders } from "../request-parts.ts";
import { boundsOf } from "./implied-versions.ts";
import { adviseClient } from "./published-clients.ts";

type Part = "sdk" | "framework" | "plugin";

/** What npm calls the parts of a client that have a version of their own. */
function nameOf(part: Part, version?: string): string {
  switch (part) {
    case "sdk":
      return "@serverless/platform-sdk";
    case "framework":
      return "serverless";
    case "plugin":
      return version !== undefined && gte(version, "5.0.0")
        ? "@serverless/dashboard-plugin"
        : "@serverless/enterprise-plugin";
  }
}

/**
 * Refuses a client that is older than its organization demands, in a sentence that says what to install. One that says no
 * version is served unless the organization says otherwise. Throws `forbidden`.
 */
export function assertVersion(
  org: string,
  minimums: MinimumVersions | undefined,
  part: Part,
  version: string | null | undefined,
): void {
  if (minimums === undefined) return;
  const minimum = minimums[part];
  const known = version === undefined || version === null ? null : valid(version);
  if (known === null) {
    if (minimums.unknown !== "deny") return;
    throw new Problem(
      "forbidden",
      `This client does not say which version of ${nameOf(part)} it has, and ${org} serves none such. ` +
        adviseClient(org, minimums),
    );
  }
  if (minimum === undefined || !lt(known, minimum)) return;
  throw tooOld(org, minimums, { what: `${nameOf(part, known)} ${known} is too old`, minimum });
}

/**
 * Refuses a client whose plugin or framework cannot be as new as its organization demands, by what it sends with every
 * call: before it is given anything. Throws `forbidden`.
 */
export function assertReachable(
  org: string,
  minimums: MinimumVersions | undefined,
  headers: ClientHeaders,
): void {
  const bounds = boundsOf(headers);
  if (minimums === undefined || bounds === undefined) return;
  for (const part of ["plugin", "framework"] as const) {
    const minimum = minimums[part];
    if (minimum === undefined || lt(minimum, bounds[part])) continue;
    const what = `${part} is too old, before ${bounds[part]} as its ${bounds.shownBy} shows`;
    throw tooOld(org, minimums, { what, minimum });
  }
}

function tooOld(
  org: string,
  minimums: MinimumVersions,
  { what, minimum }: { readonly what: string; readonly minimum: string },
): Problem {
  const advice = adviseClient(org, minimums);
  return new Problem("forbidden", `Your ${what}: ${org} demands ${minimum} or newer. ${advice}`);
}
