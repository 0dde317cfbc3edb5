import { Problem } from "@stagepass/contracts";
import type { AwsFailure } from "./failure.ts";

/** AWS did not do its part, and may do it later. */
export function awsUnavailable(service: "STS" | "Secrets Manager", cause: unknown): Problem {
  return new Problem(
    "unavailable",
    `AWS ${service} is not answering properly at the moment. Try again shortly.`,
    {
      part: "credentials",
      cause,
    },
  );
}

/** Stagepass has no AWS identity, or none that AWS accepts: nothing that a caller could mend. */
export function ownIdentityRefused(cause: AwsFailure): Problem {
  return new Problem(
    "unavailable",
    `Stagepass's own AWS credentials do not work (${cause.code}). Whoever operates Stagepass has to renew them.`,
    { part: "credentials", cause },
  );
}
