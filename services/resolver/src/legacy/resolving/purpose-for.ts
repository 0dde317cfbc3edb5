import { type OrgClients, type Plan, Problem, type Purpose } from "@stagepass/contracts";
import type { z } from "zod";

/**
 * What a profile lets the existing clients have: what a deploy gets, or read-only credentials. Throws `forbidden` where
 * it is nothing, with who can change that and how.
 */
export function purposeFor(
  org: string,
  rules: OrgClients,
  { profile, clients }: Plan,
): z.infer<typeof Purpose> {
  switch (clients.legacy) {
    case "allow":
      return "deploy";
    case "plan-only":
      return "plan";
    case "deny":
      throw new Problem("forbidden", rules.legacy === "deny" ? deniedBy(org) : deniedFor(org, profile.name));
  }
}

const change = `with {"clients":{"legacy":"allow"}}.`;

function deniedBy(org: string): string {
  return (
    `The organization ${org} does not serve this version of the Serverless Framework. ` +
    `An admin can change that: PATCH /v1/orgs/${org} ${change}`
  );
}

function deniedFor(org: string, profile: string): string {
  return (
    `The profile ${profile} does not serve this version of the Serverless Framework. ` +
    `An admin of ${org} can change that: PATCH /v1/orgs/${org}/profiles/${profile} ${change}`
  );
}
