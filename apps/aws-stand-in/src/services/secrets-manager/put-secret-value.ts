import { z } from "zod";
import { AwsError } from "../../http/aws-error.ts";
import { defineOperation } from "../json/operation.ts";
import { addVersion } from "./add-version.ts";
import { getLiveSecret } from "./find-secret.ts";
import { ClientRequestToken, SecretId, secretValueFields } from "./operation.ts";
import { readValue } from "./read-value.ts";

/** Adds a version to a secret. It becomes AWSCURRENT unless other stages are named. */
export const putSecretValue = defineOperation({
  input: z.object({
    SecretId,
    ClientRequestToken: ClientRequestToken.optional(),
    VersionStages: z.array(z.string().min(1).max(256)).min(1).max(20).default(["AWSCURRENT"]),
    ...secretValueFields,
  }),
  changes: true,
  run(context, input) {
    const value = readValue(input);
    const id = input.ClientRequestToken;
    const secret = getLiveSecret(context, "secretsmanager:PutSecretValue", input.SecretId);
    if (id === undefined || value === undefined) {
      throw new AwsError(
        "InvalidRequestException",
        id === undefined
          ? "You must provide a ClientRequestToken value. We recommend a UUID-type value."
          : "You must provide either SecretString or SecretBinary.",
      );
    }
    const version = addVersion(secret, {
      id,
      value,
      stages: input.VersionStages,
      nowMs: context.now.getTime(),
    });
    return { ARN: secret.arn, Name: secret.name, VersionId: version.id, VersionStages: version.stages };
  },
});
