import { z } from "zod";
import { AwsError } from "../../http/aws-error.ts";
import { toEpochSeconds } from "../../state/secret.ts";
import type { CallContext } from "../aws-service.ts";
import { defineOperation } from "../json/operation.ts";
import { newArn } from "./create-secret.ts";
import { getSecret } from "./find-secret.ts";
import { SecretId } from "./operation.ts";

const ACTION = "secretsmanager:DeleteSecret";
const DAY_MS = 86_400_000;

/** Marks a secret for deletion after 7 to 30 days, by default 30, or deletes it at once when forced. */
export const deleteSecret = defineOperation({
  input: z.object({
    SecretId,
    RecoveryWindowInDays: z.int().optional(),
    ForceDeleteWithoutRecovery: z.boolean().default(false),
  }),
  changes: true,
  run(context, { SecretId, RecoveryWindowInDays, ForceDeleteWithoutRecovery }) {
    if (ForceDeleteWithoutRecovery && RecoveryWindowInDays !== undefined) {
      throw invalidParameter(
        "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.",
      );
    }
    const days = RecoveryWindowInDays ?? 30;
    if (days < 7 || days > 30) {
      throw invalidParameter("The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).");
    }
    return ForceDeleteWithoutRecovery ? remove(context, SecretId) : schedule(context, SecretId, days);
  },
});

function schedule(context: CallContext, secretId: string, days: number): object {
  const secret = getSecret(context, ACTION, secretId);
  if (secret.deletedAtMs !== undefined) {
    throw new AwsError(
      "InvalidRequestException",
      "You can't perform this operation on the secret because it was already scheduled for deletion.",
    );
  }
  secret.deletedAtMs = context.now.getTime();
  secret.purgeAtMs = secret.deletedAtMs + days * DAY_MS;
  return { ARN: secret.arn, Name: secret.name, DeletionDate: toEpochSeconds(secret.purgeAtMs) };
}

function remove(context: CallContext, secretId: string): object {
  const DeletionDate = toEpochSeconds(context.now.getTime());
  try {
    const secret = getSecret(context, ACTION, secretId);
    context.store.state.secrets.delete(secret.arn);
    return { ARN: secret.arn, Name: secret.name, DeletionDate };
  } catch (error) {
    // AWS reports success for the forced deletion of a missing secret, so that a retry does not fail.
    if (!(error instanceof AwsError) || error.code !== "ResourceNotFoundException") throw error;
    return {
      ARN: secretId.startsWith("arn:") ? secretId : newArn(context, secretId),
      Name: secretId,
      DeletionDate,
    };
  }
}

function invalidParameter(message: string): AwsError {
  return new AwsError("InvalidParameterException", message);
}
