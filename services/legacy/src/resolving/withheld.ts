import type { Problem } from "@stagepass/contracts";
import type { Client } from "../clients/admit-client.ts";
import { describeProblem } from "../describe-problem.ts";
import type { Ports } from "../ports.ts";

/**
 * Credentials that AWS refuses in every call, since nobody has such keys: it issues key ids without being asked for a
 * name, and proves each call by a secret that is not this. The later clients take any error about credentials for a
 * reason to go on with those that they find on their machine; with these they go on, and get nowhere.
 */
export const withheldCredentials = {
  accessKeyId: "ASIASTAGEPASSREFUSED",
  secretAccessKey: "refused",
  sessionToken: "refused",
} as const;

/** What stands where a client shows whose credentials it deploys with: that these are none, and why. */
export function whyWithheld(problem: Problem): string {
  return `withheld by Stagepass: ${describeProblem(problem).body.errorMessage}`;
}

/** Tells the operator why a client was given nothing, since its answer looks like a success. */
export function warnWithheld(
  ports: Pick<Ports, "warn">,
  { org }: Pick<Client, "org">,
  problem: Problem,
): void {
  const isFailure = problem.status >= 500;
  ports.warn(
    { org, code: problem.code, ...(isFailure && { err: problem.cause ?? problem }) },
    "credentials were withheld from an existing client",
  );
}
