import { covers, type DeployTarget, type Principal, Problem } from "@stagepass/contracts";

/**
 * Lets a key of the organization in where its scope covers the app and stage. Throws `not-found` and `forbidden`, with
 * what to do about it.
 */
export function demandCovered(
  principal: Principal,
  target: Pick<DeployTarget, "org" | "app" | "stage">,
  advice = "Ask an admin for a wider key.",
): void {
  demandMember(principal, target.org);
  if (coversTarget(principal, target)) return;
  throw new Problem(
    "forbidden",
    `This key does not cover the app ${target.app} with the stage ${target.stage}. ${advice}`,
  );
}

/** Lets a key of the organization in. Somebody else's is told what is told of one that does not exist. */
export function demandMember(principal: Principal, org: string): void {
  if (principal.role === "operator") {
    throw new Problem("forbidden", "The operator's key has no deployments. Use a key of the organization.");
  }
  if (principal.org !== org) {
    throw new Problem("not-found", `There is no organization ${org} that this key belongs to.`);
  }
}

/** Whether a key's scope covers an app and stage; the operator's covers none. */
export function coversTarget(principal: Principal, target: Pick<DeployTarget, "app" | "stage">): boolean {
  return principal.role !== "operator" && covers(principal.scope, target);
}
