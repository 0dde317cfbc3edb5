import { type MinimumVersions, Problem } from "@stagepass/contracts";
import { lt, valid } from "semver";

type Part = "sdk" | "framework" | "plugin";

/** What npm calls the parts of a client that have a version of their own. */
const packages: Record<Part, string> = {
  sdk: "@serverless/platform-sdk",
  framework: "serverless",
  plugin: "@serverless/enterprise-plugin",
};

/** The newest client that sends the version of each part, and brings the newest of each. */
const newest = "npm install --save-dev serverless@1.83.3";

/**
 * Refuses a client that is older than its organization demands, in a sentence that says what to install. One that says no
 * version is served unless the organization says otherwise. Throws `forbidden`.
 */
export function demandVersion(
  org: string,
  minimums: MinimumVersions | undefined,
  part: Part,
  version: string | null | undefined,
): void {
  const minimum = minimums?.[part];
  const known = version === undefined || version === null ? null : valid(version);
  if (known === null) {
    if (minimums?.unknown !== "deny") return;
    throw new Problem(
      "forbidden",
      `This client does not say which version of ${packages[part]} it has, and ${org} serves none such. ` +
        `Install one that does: ${newest}`,
    );
  }
  if (minimum === undefined || !lt(known, minimum)) return;
  throw new Problem(
    "forbidden",
    `Your ${packages[part]} ${known} is too old: ${org} demands ${minimum} or newer. Install a newer client: ${newest}`,
  );
}
