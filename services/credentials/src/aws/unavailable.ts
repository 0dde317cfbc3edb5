import { Problem } from "@stagepass/contracts";
import type { AwsFailure } from "./failure.ts";

/** Makes the problem `unavailable`: AWS failed, and trying again may help. */
export function awsUnavailable(
  service: "STS" | "Secrets Manager" | "Systems Manager",
  cause: unknown,
): Problem {
  return new Problem(
    "unavailable",
    `AWS ${service} is not answering properly at the moment. Try again shortly.`,
    {
      part: "credentials",
      cause,
    },
  );
}

/** Makes the problem that Stagepass has no AWS identity that AWS accepts, which only the operator can change. */
export function ownIdentityRefused(cause: AwsFailure): Problem {
  return new Problem(
    "unavailable",
    `Stagepass's own AWS credentials do not work (${cause.code}). Whoever operates Stagepass has to renew them.`,
    { part: "credentials", cause },
  );
}
