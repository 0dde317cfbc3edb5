import { Problem } from "@stagepass/contracts";
import { parseRoleArn } from "../domain/access-roles/identity-arn.ts";
import { PolicyTooLarge } from "../domain/secrets/policy-too-large.ts";
import type { WantedSession } from "../domain/sessions/session.ts";
import type { AwsFailure } from "./failure.ts";
import { awsUnavailable, ownIdentityRefused } from "./unavailable.ts";

interface Circumstances {
  readonly session: Pick<WantedSession, "roleArn" | "target" | "sourceIdentity">;
  readonly stsRegion: string;
}

/** Makes the problem that says why a role was not assumed, who can change that, and how. */
export function stsProblem(failure: AwsFailure, circumstances: Circumstances): Problem {
  switch (failure.kind) {
    case "unavailable":
      return awsUnavailable("STS", failure);
    case "unauthenticated":
      return ownIdentityRefused(failure);
    case "refused":
      return refused(failure, circumstances);
  }
}

function refused(failure: AwsFailure, { session, stsRegion }: Circumstances): Problem {
  const { roleArn } = session;
  const { accountId } = parseRoleArn(roleArn);
  const notAssumable = (detail: string) => new Problem("role-not-assumable", detail, { cause: failure });
  switch (failure.code) {
    case "AccessDenied":
    case "AccessDeniedException":
      return notAssumable(accessDenied(failure, session));
    case "PackedPolicyTooLargeException":
      return new PolicyTooLarge(roleArn, failure);
    case "RegionDisabledException":
      return notAssumable(
        `AWS STS is not enabled in ${stsRegion} for the account ${accountId} of ${roleArn}. Enable it in that account.`,
      );
    case "MalformedPolicyDocumentException":
      return notAssumable(
        `AWS does not accept the policy that would narrow a session of ${roleArn}. Check the secrets that the profile refers to.`,
      );
    case "ValidationError":
      return notAssumable(
        `AWS does not accept the request for a session of ${roleArn}. Check the role's ARN and its durationSeconds.`,
      );
    default:
      return notAssumable(
        `AWS refuses a session of ${roleArn} (${failure.code}). Check the role in the account ${accountId}.`,
      );
  }
}

function accessDenied(
  { said }: AwsFailure,
  { roleArn, target, sourceIdentity }: Circumstances["session"],
): string {
  const { accountId } = parseRoleArn(roleArn);
  const action = /not authorized to perform: (sts:[A-Za-z]{1,64})\b/.exec(said)?.[1] ?? "sts:AssumeRole";
  const needed =
    sourceIdentity === "none"
      ? "sts:AssumeRole with your external ID, and sts:TagSession"
      : "sts:AssumeRole with your external ID, sts:TagSession and sts:SetSourceIdentity";
  return (
    `AWS refuses Stagepass ${action} on the role ${roleArn} in the account ${accountId}. Check that the role exists, and that ` +
    `its trust policy allows Stagepass's identity ${needed}. ` +
    `The profile's /access-role (GET, under /v1/orgs/${target.org}/profiles/) shows the policy to use. If it is in ` +
    "place, Stagepass's own identity lacks the permission to call these actions."
  );
}
