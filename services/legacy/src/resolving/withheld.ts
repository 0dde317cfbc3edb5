import type { Problem } from "@stagepass/contracts";
import type { Client } from "../clients/admit-client.ts";
import { describeProblem } from "../common/describe-problem.ts";
import type { Ports } from "../common/ports.ts";

/**
 * Credentials that AWS refuses in every call, since it never issued this key. After an error the later clients would go on
 * with the credentials that they find on their machine. With these credentials they go on, and AWS refuses them.
 */
export const withheldCredentials = {
  accessKeyId: "ASIASTAGEPASSREFUSED",
  secretAccessKey: "refused",
  sessionToken: "refused",
} as const;

/** The text that a client shows as the provider of its credentials: that they are withheld, and why. */
export function whyWithheld(problem: Problem): string {
  return `withheld by Stagepass: ${describeProblem(problem).body.errorMessage}`;
}

/** Logs why credentials were withheld from a client, whose answer looks like a success. */
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
