import { type ClientResolution, Problem } from "@stagepass/contracts";
import type { Client } from "../clients/admit-client.ts";

type Denied = Extract<ClientResolution, { verdict: "refused" }>;

/**
 * The problem for a client that is denied everything of a profile. `forbidden` says who can change that, and how. A client
 * that does not evaluate safeguards asks for a provider next, once its stage is resolved: `no-provider` says that only then
 * anything can be decided. Where the profile has no role to make a provider of, the problem is `no-profile` instead of
 * `conflict`.
 */
export function denied(
  { org, rules }: Pick<Client, "org" | "rules">,
  { reason, profile, hasAccessRole }: Denied,
  isStageResolved: boolean,
): Problem {
  switch (reason) {
    case "clients-denied":
      return new Problem(
        "forbidden",
        // Where no profile applies, only the organization's rule counts.
        rules.legacy === "deny" || profile === null ? deniedByOrg(org) : deniedByProfile(org, profile.name),
      );
    case "instance-unnamed":
      return new Problem("no-provider", "This client does not say which instance it deploys.");
    case "safeguards-unevaluated":
      return new Problem(
        // A profile without a role has no provider, which would take the place of credentials that are withheld here.
        !hasAccessRole && isStageResolved ? "no-profile" : "conflict",
        `This client does not judge the safeguards${profile === null ? "" : ` of the profile ${profile.name}`}.`,
      );
  }
}

const change = `with {"clients":{"legacy":"allow"}}.`;

function deniedByOrg(org: string): string {
  return (
    `The organization ${org} does not serve this version of the Serverless Framework. ` +
    `An admin can change that: PATCH /v1/orgs/${org} ${change}`
  );
}

function deniedByProfile(org: string, profile: string): string {
  return (
    `The profile ${profile} does not serve this version of the Serverless Framework. ` +
    `An admin of ${org} can change that: PATCH /v1/orgs/${org}/profiles/${profile} ${change}`
  );
}
