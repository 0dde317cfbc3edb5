import { type MinimumVersions, Problem } from "@stagepass/contracts";
import { gte, lt, valid } from "semver";
import type { ClientHeaders } from "../common/request-parts.ts";
import { boundsOf } from "./implied-versions.ts";
import { adviseClient } from "./published-clients.ts";

type Part = "sdk" | "framework" | "plugin";

/** The npm package of a part of the client. The plugin changed its name with version 5. */
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
 * Throws `forbidden` for a client that is older than its organization demands, and says what to install. A client that
 * does not send the version is served, unless the organization denies such clients.
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
 * Throws `forbidden` for a client whose plugin or framework must be older than its organization demands. The headers of
 * every call imply that, so that such a client is refused before it gets anything.
 */
export function assertImpliedVersions(
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
