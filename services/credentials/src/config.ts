import { Region } from "@stagepass/contracts";
import { retentionDays } from "@stagepass/runtime";
import { z } from "zod";
import { isNameable } from "./domain/access-roles/identity-arn.ts";

/** The environment of the credentials service. Without a key pair, the AWS SDK finds Stagepass's own identity itself. */
export const Config = z
  .object({
    /** The region whose STS endpoint is called. It says nothing about where deploys go. */
    CREDENTIALS_AWS_REGION: Region.default("us-east-1"),
    /** The address of the stand-in, which replaces AWS. */
    CREDENTIALS_AWS_ENDPOINT: z.url({ protocol: /^https?$/, error: "must be an http(s) URL" }).optional(),
    /** The user or role that Stagepass runs as, for the trust policies that it shows. Without it, AWS is asked. */
    CREDENTIALS_AWS_PRINCIPAL_ARN: z
      .string()
      .refine(
        isNameable,
        "must be the ARN of an IAM user or role with its path, such as arn:aws:iam::123456789012:role/service-role/stagepass",
      )
      .optional(),
    /** How many days the requests of sessions stay on record. No session lasts a day. */
    CREDENTIALS_ISSUANCES_RETENTION_DAYS: retentionDays(),
    CREDENTIALS_AWS_ACCESS_KEY_ID: z.string().min(1, "must not be empty").optional(),
    CREDENTIALS_AWS_SECRET_ACCESS_KEY: z.string().min(1, "must not be empty").optional(),
  })
  .superRefine((config, context) => {
    const id = config.CREDENTIALS_AWS_ACCESS_KEY_ID;
    const secret = config.CREDENTIALS_AWS_SECRET_ACCESS_KEY;
    if ((id === undefined) === (secret === undefined)) return;
    const [missing, present] =
      id === undefined
        ? ["CREDENTIALS_AWS_ACCESS_KEY_ID", "CREDENTIALS_AWS_SECRET_ACCESS_KEY"]
        : ["CREDENTIALS_AWS_SECRET_ACCESS_KEY", "CREDENTIALS_AWS_ACCESS_KEY_ID"];
    context.addIssue({ code: "custom", path: [missing], message: `is required beside ${present}` });
  });
export type Config = z.infer<typeof Config>;

/** Returns the key pair of the configuration, if it has one. */
export function ownCredentials(
  config: Config,
): { readonly accessKeyId: string; readonly secretAccessKey: string } | undefined {
  const accessKeyId = config.CREDENTIALS_AWS_ACCESS_KEY_ID;
  const secretAccessKey = config.CREDENTIALS_AWS_SECRET_ACCESS_KEY;
  if (accessKeyId === undefined || secretAccessKey === undefined) return undefined;
  return { accessKeyId, secretAccessKey };
}
