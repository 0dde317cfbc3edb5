import { z } from "zod";
import type { Purpose } from "./deploy-target.ts";

/** An IAM role's ARN, in any partition. Role names and paths: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
export const RoleArn = z
  .string()
  .max(2048)
  .regex(
    /^arn:aws(-[a-z]+)*:iam::\d{12}:role\/([\u0021-\u007e]+\/)?[\w+=,.@-]{1,64}$/,
    "must be the ARN of an IAM role, such as arn:aws:iam::123456789012:role/deploy",
  );

/** How long a session of a role may last, in seconds: AWS accepts 900 to 43,200, and less where the role says less. */
export const DurationSeconds = z
  .int("must be a whole number of seconds")
  .min(900, "must be at least 900 seconds, the shortest session that AWS gives")
  .max(43_200, "must be at most 43200 seconds, the longest session that AWS gives");

/**
 * What the sessions of a role carry as their source identity: the deployment's id, or nothing. AWS hands a source
 * identity on to every role that a session assumes, and each of these roles must allow `sts:SetSourceIdentity`. The
 * bootstrap roles of the CDK do not allow it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html
 */
export const SourceIdentity = z.enum(["deployment", "none"], { error: "must be deployment or none" });
export type SourceIdentity = z.infer<typeof SourceIdentity>;

/**
 * The IAM role that deploys of a profile assume. For the purpose `plan`, `planRoleArn` is assumed instead. Where
 * `sourceIdentity` is left out, it means `deployment`. The schema does not fill it in, so that a version that was saved
 * before the field existed still equals the same profile when it is saved again.
 */
export const AccessRole = z.strictObject({
  roleArn: RoleArn,
  durationSeconds: DurationSeconds.default(3_600),
  planRoleArn: RoleArn.optional(),
  sourceIdentity: SourceIdentity.optional(),
});
export type AccessRole = z.infer<typeof AccessRole>;

/** A complete access role: the source identity is filled in where the profile leaves it out. */
export function readAccessRole({
  roleArn,
  durationSeconds,
  planRoleArn,
  sourceIdentity = "deployment",
}: AccessRole) {
  return { roleArn, durationSeconds, planRoleArn, sourceIdentity } satisfies Record<
    keyof AccessRole,
    unknown
  >;
}

/** The role that is assumed for a purpose: for a `plan`, `planRoleArn` if the profile has one, and `roleArn` otherwise. */
export function roleArnFor({ roleArn, planRoleArn = roleArn }: AccessRole, purpose: Purpose): string {
  return purpose === "plan" ? planRoleArn : roleArn;
}
