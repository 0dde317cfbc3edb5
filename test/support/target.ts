import type { DeployTarget } from "@stagepass/contracts";

/** Makes the target of a deploy, with the given changes. */
export function makeTarget(changes: Partial<DeployTarget> = {}): DeployTarget {
  return {
    org: "acmecorp",
    app: "storefront",
    stage: "prod",
    service: "checkout",
    region: "eu-central-1",
    ...changes,
  };
}
