import { type ClientResolution, Problem } from "@stagepass/contracts";
import type { Client } from "../clients/admit-client.ts";

type Refused = Extract<ClientResolution, { verdict: "refused" }>;

/**
 * Why a client is given nothing of a profile, as a problem. `forbidden` says who can change that and how. A client that
 * would have to judge asks for a provider next, once its stage is resolved. Where the profile has no role for one, it is
 * told `no-profile` instead of `conflict`.
 */
export function refusalOf(
  { org, rules }: Pick<Client, "org" | "rules">,
  { reason, profile, hasAccessRole }: Refused,
  isStageResolved: boolean,
): Problem {
  switch (reason) {
    case "clients-denied":
      return new Problem("forbidden", rules.legacy === "deny" ? deniedBy(org) : deniedFor(org, profile.name));
    case "judge-missing":
      return new Problem(
        // A profile without a role has no provider, which would take the place of credentials that are withheld here.
        !hasAccessRole && isStageResolved ? "no-profile" : "conflict",
        `This client does not judge the safeguards of the profile ${profile.name}.`,
      );
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
