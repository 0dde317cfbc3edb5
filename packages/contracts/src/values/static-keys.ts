import { z } from "zod";
import { secret } from "./secret.ts";

/**
 * The id of an access key of an IAM user. A key whose id begins with `ASIA` is that of a session: it ends within hours
 * and needs a session token, so that it is no use to store it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
 */
export const AccessKeyId = z
  .string()
  .regex(/^[A-Z0-9]{16,128}$/, "must be the id of an AWS access key, such as AKIAIOSFODNN7EXAMPLE")
  .regex(
    /^(?!ASIA)/,
    "is the id of temporary keys, which expire; give an access role, or the keys of an IAM user",
  );

/** The secret of an AWS access key: printable characters without spaces. */
export const SecretAccessKey = secret(
  z
    .string()
    .regex(
      /^[\u0021-\u007e]{16,256}$/,
      "must be the secret of an AWS access key: 16 to 256 characters, no spaces",
    ),
);

/**
 * AWS keys that never expire, as they are saved. Where the secret is left out, the stored one stays, if it is that of
 * the same access key. It can never be read back.
 */
export const StaticKeys = z.strictObject({
  accessKeyId: AccessKeyId,
  secretAccessKey: SecretAccessKey.optional(),
});
export type StaticKeys = z.infer<typeof StaticKeys>;

/** Static keys as they are read: which they are, and that their secret is set. */
export const StaticKeysView = z.object({
  accessKeyId: z.string(),
  set: z.literal(true),
  updatedAt: z.iso.datetime(),
});
export type StaticKeysView = z.infer<typeof StaticKeysView>;

/** Whether an organization lets its providers hold static keys. */
export const StaticKeysUse = z.enum(["deny", "allow"], { error: "must be deny or allow" });
export type StaticKeysUse = z.infer<typeof StaticKeysUse>;
