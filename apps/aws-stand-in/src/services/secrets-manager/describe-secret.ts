import { z } from "zod";
import { type Secret, toEpochSeconds, versionStages } from "../../state/secret.ts";
import { getSecret } from "./find-secret.ts";
import { defineOperation, SecretId } from "./operation.ts";

/** Everything about a secret but its values. Also tells of a secret that waits for its deletion. */
export const describeSecret = defineOperation({
  input: z.object({ SecretId }),
  changes: false,
  run(context, { SecretId }) {
    const secret = getSecret(context, "secretsmanager:DescribeSecret", SecretId);
    return { ...describe(secret), VersionIdsToStages: versionStages(secret) };
  },
});

/** What both a description and a list show of a secret. */
export function describe(secret: Secret): object {
  return {
    ARN: secret.arn,
    Name: secret.name,
    Description: secret.description,
    Tags: secret.tags,
    CreatedDate: toEpochSeconds(secret.createdAtMs),
    LastChangedDate: toEpochSeconds(secret.changedAtMs),
    DeletedDate: secret.deletedAtMs === undefined ? undefined : toEpochSeconds(secret.deletedAtMs),
  };
}
