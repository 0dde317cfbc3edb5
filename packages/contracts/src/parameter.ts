import { z } from "zod";
import { plainText } from "./plain-text.ts";
import { secret } from "./secret.ts";

export const ParameterKey = z
  .string()
  .regex(
    /^[A-Za-z_][A-Za-z0-9_.-]{0,127}$/,
    "must start with a letter or underscore and hold only letters, digits, underscores, dots and hyphens (128 at most)",
  );

/** The value of a parameter: text of at most 64 KiB, as much as AWS Secrets Manager stores in a secret. */
export const ParameterValue = secret(plainText(65_536));

/** A value that stays in AWS Secrets Manager and is read at each resolve with the profile's own role. */
export const SecretReference = z.strictObject({
  secretId: z
    .string()
    .regex(/^[\w/+=.@:-]{1,2048}$/, "must be the name or the ARN of a secret in AWS Secrets Manager"),
  jsonKey: plainText(256).min(1).optional(),
  versionStage: plainText(256).min(1).optional(),
});
export type SecretReference = z.infer<typeof SecretReference>;

/**
 * A parameter as it is saved: a value, or a reference, or neither, which keeps what the profile holds for that key.
 * Values can be written and never be read back.
 */
export const ParameterInput = z
  .strictObject({
    key: ParameterKey,
    value: ParameterValue.optional(),
    secretsManager: SecretReference.optional(),
    sensitive: z.boolean().default(true),
  })
  .refine((parameter) => parameter.value === undefined || parameter.secretsManager === undefined, {
    path: ["value"],
    message: "give either value or secretsManager, not both",
  });
export type ParameterInput = z.infer<typeof ParameterInput>;

/** A parameter as it is read: that it is set, never what it is. */
export const ParameterView = z.object({
  key: z.string(),
  set: z.literal(true),
  sensitive: z.boolean(),
  secretsManager: SecretReference.optional(),
  updatedAt: z.iso.datetime(),
});
export type ParameterView = z.infer<typeof ParameterView>;

/** A parameter as a deploy receives it. `source` names the level of the model that it comes from. */
export const Parameter = z.object({
  key: z.string(),
  value: secret(z.string()),
  sensitive: z.boolean(),
  source: z.enum(["profile"]),
});
export type Parameter = z.infer<typeof Parameter>;
