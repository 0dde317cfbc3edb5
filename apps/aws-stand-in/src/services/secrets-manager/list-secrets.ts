import { z } from "zod";
import { AwsError } from "../../http/aws-error.ts";
import { authorize } from "../../policies/authorize.ts";
import { type Secret, versionStages } from "../../state/secret.ts";
import { defineOperation } from "../json/operation.ts";
import { describe } from "./describe-secret.ts";
import { listOwnSecrets } from "./find-secret.ts";

const Filter = z.object({
  Key: z.enum(["name", "description", "tag-key", "tag-value", "all"]),
  Values: z.array(z.string().min(1).max(512)).min(1).max(10),
});
type Filter = z.infer<typeof Filter>;

/** Lists the caller's secrets in pages, newest first unless `SortOrder` is `asc`. */
export const listSecrets = defineOperation({
  input: z.object({
    MaxResults: z.int().min(1).max(100).default(100),
    NextToken: z.string().min(1).max(4_096).optional(),
    Filters: z.array(Filter).max(10).default([]),
    SortOrder: z.enum(["asc", "desc"]).default("desc"),
    IncludePlannedDeletion: z.boolean().default(false),
  }),
  changes: false,
  run(context, input) {
    authorize(context.caller, "secretsmanager:ListSecrets");
    const listed = listOwnSecrets(context)
      .filter((secret) => input.IncludePlannedDeletion || secret.deletedAtMs === undefined)
      .filter((secret) => input.Filters.every((filter) => passes(secret, filter)));
    const sorted = input.SortOrder === "asc" ? listed : listed.reverse();
    const start = readToken(input.NextToken);
    const end = start + input.MaxResults;
    return {
      SecretList: sorted
        .slice(start, end)
        .map((secret) => ({ ...describe(secret), SecretVersionsToStages: versionStages(secret) })),
      ...(end < sorted.length ? { NextToken: Buffer.from(`from:${end}`).toString("base64") } : {}),
    };
  },
});

function readToken(token: string | undefined): number {
  if (token === undefined) return 0;
  const [, position] = /^from:(\d{1,9})$/.exec(Buffer.from(token, "base64").toString()) ?? [];
  if (position !== undefined) return Number(position);
  throw new AwsError("InvalidNextTokenException", "The NextToken value is invalid.");
}

/**
 * Whether a secret passes a filter: when one of the filter's values is a prefix, or with a leading `!` when none is.
 * AWS matches by prefix, too.
 */
function passes(secret: Secret, { Key, Values }: Filter): boolean {
  const texts = searchedTexts(secret, Key);
  return Values.some((value) =>
    value.startsWith("!")
      ? !texts.some((text) => text.startsWith(value.slice(1)))
      : texts.some((text) => text.startsWith(value)),
  );
}

function searchedTexts(secret: Secret, key: Filter["Key"]): string[] {
  const keys = secret.tags.map(({ Key }) => Key);
  const values = secret.tags.map(({ Value = "" }) => Value);
  const description = secret.description === undefined ? [] : [secret.description];
  const texts = { name: [secret.name], description, "tag-key": keys, "tag-value": values };
  return key === "all" ? Object.values(texts).flat() : texts[key];
}
