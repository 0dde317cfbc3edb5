import { randomInt } from "node:crypto";
import { z } from "zod";
import { AwsError } from "../../http/aws-error.ts";
import { authorize } from "../../policies/authorize.ts";
import type { Secret, SecretValue } from "../../state/secret.ts";
import type { CallContext } from "../aws-service.ts";
import { defineOperation } from "../json/operation.ts";
import { addVersion, isSameValue } from "./add-version.ts";
import { listOwnSecrets } from "./find-secret.ts";
import { ClientRequestToken, secretValueFields } from "./operation.ts";
import { readValue } from "./read-value.ts";

/** Creates a secret, with a first version when a value is given. */
export const createSecret = defineOperation({
  input: z.object({
    Name: z
      .string()
      .regex(
        /^[\w/+=.@!-]{1,512}$/,
        "Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!",
      ),
    ClientRequestToken: ClientRequestToken.optional(),
    Description: z.string().max(2_048).optional(),
    Tags: z
      .array(z.object({ Key: z.string().min(1).max(128), Value: z.string().max(256).optional() }))
      .max(50)
      .default([]),
    ...secretValueFields,
  }),
  changes: true,
  run(context, input) {
    const value = readValue(input);
    const id = input.ClientRequestToken;
    if (id === undefined) {
      throw new AwsError(
        "InvalidRequestException",
        "You must provide a ClientRequestToken value. We recommend a UUID-type value.",
      );
    }
    const arn = newArn(context, input.Name);
    authorize(context.caller, "secretsmanager:CreateSecret", arn);
    const existing = listOwnSecrets(context).find(({ name }) => name === input.Name);
    if (existing !== undefined) return answer(repeat(existing, id, value), id);
    const nowMs = context.now.getTime();
    const secret: Secret = {
      arn,
      name: input.Name,
      accountId: context.caller.accountId,
      region: context.region,
      description: input.Description,
      tags: input.Tags,
      createdAtMs: nowMs,
      changedAtMs: nowMs,
      versions: [],
    };
    if (value !== undefined) addVersion(secret, { id, value, stages: [], nowMs });
    context.store.state.secrets.set(arn, secret);
    return answer(secret, id);
  },
});

function answer({ arn, name, versions }: Secret, id: string): object {
  return { ARN: arn, Name: name, ...(versions.length > 0 ? { VersionId: id } : {}) };
}

function repeat(existing: Secret, id: string, value: SecretValue | undefined): Secret {
  if (existing.deletedAtMs !== undefined) {
    throw new AwsError(
      "InvalidRequestException",
      "You can't create this secret because a secret with this name is already scheduled for deletion.",
    );
  }
  const version = existing.versions.find((it) => it.id === id);
  if (version !== undefined && value !== undefined && isSameValue(version.value, value)) return existing;
  throw new AwsError(
    "ResourceExistsException",
    `The operation failed because the secret ${existing.name} already exists.`,
  );
}

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/**
 * Makes the ARN of a new secret. A secret that is deleted and created again gets another ARN, so that old policies do
 * not cover it.
 */
export function newArn({ caller, region }: CallContext, name: string): string {
  const suffix = Array.from({ length: 6 }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join("");
  return `arn:${caller.partition}:secretsmanager:${region}:${caller.accountId}:secret:${name}-${suffix}`;
}
