import { z } from "zod";
import { AwsError } from "../../http/aws-error.ts";
import { type Secret, type SecretVersion, toEpochSeconds } from "../../state/secret.ts";
import { defineOperation } from "../json/operation.ts";
import { getLiveSecret } from "./find-secret.ts";
import { SecretId } from "./operation.ts";

/** Returns the value of the version with the given id or stage (or both, when they agree), else of AWSCURRENT. */
export const getSecretValue = defineOperation({
  input: z.object({
    SecretId,
    VersionId: z.string().min(32).max(64).optional(),
    VersionStage: z.string().min(1).max(256).optional(),
  }),
  changes: false,
  run(context, { SecretId, VersionId, VersionStage }) {
    const secret = getLiveSecret(context, "secretsmanager:GetSecretValue", SecretId);
    const version = getVersion(secret, VersionId, VersionStage);
    return {
      ARN: secret.arn,
      Name: secret.name,
      VersionId: version.id,
      VersionStages: version.stages,
      CreatedDate: toEpochSeconds(version.createdAtMs),
      ...version.value,
    };
  },
});

function getVersion(secret: Secret, id: string | undefined, stage: string | undefined): SecretVersion {
  const wantedStage = stage ?? (id === undefined ? "AWSCURRENT" : undefined);
  const byId = secret.versions.filter((version) => id === undefined || version.id === id);
  const found = byId.find(({ stages }) => wantedStage === undefined || stages.includes(wantedStage));
  if (found !== undefined) return found;
  if (byId.length > 0 && id !== undefined) {
    throw new AwsError(
      "InvalidRequestException",
      "You provided a VersionStage that is not associated to the provided VersionId.",
    );
  }
  const wanted = id === undefined ? `staging label: ${wantedStage}` : `VersionId: ${id}`;
  throw new AwsError(
    "ResourceNotFoundException",
    `Secrets Manager can't find the specified secret value for ${wanted}`,
  );
}
