import { z } from "zod";
import { type HttpDenial, readHttpDenials } from "../../template/iam/http-denials.ts";
import type { Resource } from "../../template/resources.ts";
import { definePolicy } from "../definition/policy.ts";
import { type PolicyViolation, violationAt } from "../definition/violation.ts";

/** Requires of each bucket a bucket policy that denies requests without TLS. */
export const forbidS3HttpAccess = definePolicy({
  id: "forbid-s3-http-access",
  title: "Forbid S3 access over HTTP",
  description: "Each bucket must have a bucket policy that denies everyone access over plain HTTP.",
  fix: "Add an AWS::S3::BucketPolicy that denies s3:* to everyone where aws:SecureTransport is false (in CDK: enforceSSL).",
  documentation: `Each \`AWS::S3::Bucket\` needs an \`AWS::S3::BucketPolicy\` with a statement such as this, which CDK's \`enforceSSL\` and the
Serverless Framework's deployment bucket have:

\`\`\`yaml
ReceiptsPolicy:
  Type: AWS::S3::BucketPolicy
  Properties:
    Bucket: !Ref Receipts
    PolicyDocument:
      Statement:
        - Effect: Deny
          Principal: "*"
          Action: s3:*
          Resource: [!GetAtt Receipts.Arn, !Sub "\${Receipts.Arn}/*"]
          Condition: { Bool: { aws:SecureTransport: "false" } }
\`\`\`

- \`Bucket\` refers to the bucket, or is the same text as its \`BucketName\`.
- \`Principal\` is \`*\`, or has it under \`AWS\`; \`Action\` is or has \`s3:*\` or \`*\`.
- \`Condition\` requires that \`aws:SecureTransport\` is false, and nothing else: that would narrow the statement.
- \`Resource\` is or has \`*\`, or the bucket's ARN and \`/*\` or \`*\`: written out, in any partition, or put together with
  \`Ref\`, \`Fn::GetAtt\`, \`Fn::Join\` and \`Fn::Sub\`.

Any one statement of any one policy will do. Of an \`Fn::If\` both branches must. A bucket policy with a \`Condition\` counts
for buckets with that \`Condition\`. What only AWS knows, such as \`Fn::ImportValue\`, does not count.

Settings, which can be left out: \`includeBucket\` (default \`false\`) requires that the policy also denies requests to the
bucket itself, such as listing its objects.`,
  needs: ["template"],
  settings: z
    .strictObject({
      includeBucket: z.boolean().default(false).meta({
        description:
          "Require that the policy also denies requests over HTTP to the bucket itself, such as listing its objects.",
      }),
    })
    .nullish()
    .transform((settings) => settings ?? { includeBucket: false }),
  defaultSettings: { includeBucket: true },
  evaluate({ resources }, { includeBucket }) {
    const denialOf = readHttpDenials(resources);
    return resources
      .filter(({ type }) => type === "AWS::S3::Bucket")
      .flatMap((bucket) => evaluateBucket(bucket, denialOf(bucket), includeBucket));
  },
});

function evaluateBucket(
  { logicalId, body }: Resource,
  denial: HttpDenial,
  includeBucket: boolean,
): PolicyViolation[] {
  const location = { value: body, keys: ["Resources", logicalId] };
  const sentence = `Bucket "${logicalId}" doesn't have a BucketPolicy forbidding unsecure HTTP access`;
  if (!denial.objects) return [violationAt(`${sentence}.`, location)];
  if (includeBucket && !denial.bucket) return [violationAt(`${sentence} to the bucket itself.`, location)];
  return [];
}
