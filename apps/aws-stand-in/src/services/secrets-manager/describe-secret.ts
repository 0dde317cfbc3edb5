import { z } from "zod";
import { type Secret, toEpochSeconds, versionStages } from "../../state/secret.ts";
import { defineOperation } from "../json/operation.ts";
import { getSecret } from "./find-secret.ts";
import { SecretId } from "./operation.ts";

/** Describes everything of a secret but its values, even when it is marked for deletion. */
export const describeSecret = defineOperation({
  input: z.object({ SecretId }),
  changes: false,
  run(context, { SecretId }) {
    const secret = getSecret(context, "secretsmanager:DescribeSecret", SecretId);
    return { ...describe(secret), VersionIdsToStages: versionStages(secret) };
  },
});

/** Returns the fields of a secret that both a description and a list show. */
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
