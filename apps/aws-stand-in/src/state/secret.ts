import { z } from "zod";

/** A secret's value with the field names of AWS's protocol: a text, or bytes in base64. */
export const SecretValue = z.union([
  z.strictObject({ SecretString: z.string() }),
  z.strictObject({ SecretBinary: z.base64() }),
]);
export type SecretValue = z.infer<typeof SecretValue>;

const SecretVersion = z.strictObject({
  id: z.string(),
  stages: z.array(z.string()),
  createdAtMs: z.number(),
  value: SecretValue,
});

/** One value that a secret has or had. A version without stages will be dropped. */
export type SecretVersion = z.infer<typeof SecretVersion>;

/** A secret of one account in one region. */
export const Secret = z.strictObject({
  arn: z.string(),
  name: z.string(),
  accountId: z.string(),
  region: z.string(),
  description: z.string().optional(),
  tags: z.array(z.strictObject({ Key: z.string(), Value: z.string().optional() })),
  createdAtMs: z.number(),
  changedAtMs: z.number(),
  deletedAtMs: z.number().optional(),
  /** The time at which a deleted secret is gone for good. */
  purgeAtMs: z.number().optional(),
  /** The versions, oldest first. */
  versions: z.array(SecretVersion),
});
export type Secret = z.infer<typeof Secret>;

/** Returns a time as AWS's JSON protocol writes it: in seconds since 1970, with a fraction. */
export function toEpochSeconds(ms: number): number {
  return ms / 1_000;
}

/** Returns the stages of each version that has any, as responses show them. */
export function versionStages(secret: Secret): Record<string, string[]> {
  const staged = secret.versions.filter(({ stages }) => stages.length > 0);
  return Object.fromEntries(staged.map(({ id, stages }) => [id, stages]));
}
