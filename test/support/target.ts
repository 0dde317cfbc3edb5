import type { DeployTarget } from "@stagepass/contracts";

/** The deploy that most tests are about, with what a test changes of it. */
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
