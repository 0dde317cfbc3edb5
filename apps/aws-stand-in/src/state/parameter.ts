import { z } from "zod";

const ParameterVersion = z.strictObject({
  version: z.int(),
  labels: z.array(z.string()),
  type: z.enum(["String", "StringList", "SecureString"]),
  value: z.string(),
  createdAtMs: z.number(),
});

/** One value that a parameter has or had. */
export type ParameterVersion = z.infer<typeof ParameterVersion>;

/** A parameter of Parameter Store, of one account in one region. */
export const Parameter = z.strictObject({
  arn: z.string(),
  name: z.string(),
  accountId: z.string(),
  region: z.string(),
  /** The versions, oldest first. The last one is the current one. */
  versions: z.array(ParameterVersion),
});
export type Parameter = z.infer<typeof Parameter>;
