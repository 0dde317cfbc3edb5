import { z } from "zod";
import { plainText } from "./plain-text.ts";
import { secret } from "./secret.ts";

/** The key of a parameter: an environment variable's name, or one with dots and hyphens. */
export const ParameterKey = z
  .string()
  .regex(
    /^[A-Za-z_][A-Za-z0-9_.-]{0,127}$/,
    "must start with a letter or underscore and hold only letters, digits, underscores, dots and hyphens (128 at most)",
  );

/** The value of a parameter: text of at most 65,536 characters, as much as AWS Secrets Manager stores in a secret. */
export const ParameterValue = secret(plainText(65_536));

/**
 * How AWS Secrets Manager identifies a secret: by its name, or by its ARN with or without the six characters that AWS
 * appends. For an ARN, the groups are `region` and `name`; the name keeps those characters if the ARN has them.
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html
 */
export const secretIdPattern =
  /^(?:[\w/+=.@-]{1,512}|arn:aws(?:-[a-z]{1,16}){0,3}:secretsmanager:(?<region>[a-z]{2,4}(?:-[a-z]{1,16}){1,3}-\d{1,2}):\d{12}:secret:(?<name>[\w/+=.@-]{1,519}))$/;

/** A value that stays in AWS Secrets Manager and is read at each resolve with the profile's own role. */
export const SecretReference = z.strictObject({
  secretId: z
    .string()
    .regex(
      secretIdPattern,
      "must be the name of a secret in AWS Secrets Manager, such as prod/db, or its ARN, " +
        "such as arn:aws:secretsmanager:eu-central-1:123456789012:secret:prod/db-a1B2c3",
    ),
  jsonKey: plainText(256).min(1, "must not be empty; leave it out to read the whole secret").optional(),
  versionStage: plainText(256)
    .min(1, "must not be empty; leave it out to read the current version")
    .optional(),
});
export type SecretReference = z.infer<typeof SecretReference>;

/** How a name of Parameter Store begins in an ARN of the region and the account. */
const ssmArn =
  /arn:aws(?:-[a-z]{1,16}){0,3}:ssm:(?<region>[a-z]{2,4}(?:-[a-z]{1,16}){1,3}-\d{1,2}):\d{12}:parameter/;

/**
 * How AWS Systems Manager Parameter Store identifies a parameter: by its name, which has at most 15 levels, or by its
 * ARN. For an ARN, the group `region` is set. A parameter that another account shares is known by its ARN only.
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html
 */
export const ssmNamePattern = new RegExp(
  String.raw`^(?=.{1,1011}$)(?:${ssmArn.source}(?:\/[\w.-]+){1,15}|\/?[\w.-]+(?:\/[\w.-]+){0,14})$`,
);

/**
 * A value that stays in AWS Systems Manager Parameter Store and is read at each resolve with the role of the deploy. A
 * SecureString is decrypted. A label has at most 100 characters and does not begin with a digit, `aws` or `ssm`.
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_LabelParameterVersion.html
 */
export const SsmReference = z
  .strictObject({
    name: z
      .string()
      .regex(
        ssmNamePattern,
        "must be the name of a parameter in AWS SSM Parameter Store, such as /prod/db/url, or its ARN, " +
          "such as arn:aws:ssm:eu-central-1:123456789012:parameter/prod/db/url; give a version or a label beside it",
      ),
    version: z.int().min(1).optional(),
    label: z
      .string()
      .regex(
        /^(?!\d|[aA][wW][sS]|[sS][sS][mM])[\w.-]{1,100}$/,
        "must hold only letters, digits, periods, hyphens and underscores (100 at most), and not begin with a digit, aws or ssm",
      )
      .optional(),
  })
  .refine(({ version, label }) => version === undefined || label === undefined, {
    path: ["label"],
    message: "give either version or label, not both",
  });
export type SsmReference = z.infer<typeof SsmReference>;

/** A value that stays in AWS: `secretId` is a secret's, `name` that of a parameter of Parameter Store. */
export const ValueReference = z.union([SecretReference, SsmReference]);
export type ValueReference = z.infer<typeof ValueReference>;

/** The fields of a parameter that refer to a value in AWS. At most one of them is given. */
export interface ReferenceFields {
  readonly secretsManager?: SecretReference | undefined;
  readonly ssm?: SsmReference | undefined;
}

/** Returns the reference that a parameter has, if any. */
export function referenceIn({ secretsManager, ssm }: ReferenceFields): ValueReference | undefined {
  return secretsManager ?? ssm;
}

/** Returns the name of the field in which a parameter has this reference. */
export function referenceField(reference: ValueReference): keyof ReferenceFields {
  return "secretId" in reference ? "secretsManager" : "ssm";
}

/** The most parameters that a profile can have. */
export const maxParameters = 100;

const content = {
  value: ParameterValue.optional(),
  secretsManager: SecretReference.optional(),
  ssm: SsmReference.optional(),
  sensitive: z.boolean().optional(),
};
type Sources = ReferenceFields & { readonly value?: string | undefined };
const hasOneValue = ({ value, secretsManager }: Sources) =>
  value === undefined || secretsManager === undefined;
const oneValue = { path: ["value"], message: "give either value or secretsManager, not both" };
const hasOneSource = ({ value, secretsManager, ssm }: Sources) =>
  ssm === undefined || (value === undefined && secretsManager === undefined);
const oneSource = { path: ["ssm"], message: "give one of value, secretsManager and ssm, not more" };

/**
 * A parameter as it is saved, with a value or a reference. With neither, the profile keeps what it holds for that key.
 * `sensitive` is kept as well where it is left out, and is true for a new parameter. Values can never be read back.
 */
export const ParameterInput = z
  .strictObject({ key: ParameterKey, ...content })
  .refine(hasOneValue, oneValue)
  .refine(hasOneSource, oneSource);
export type ParameterInput = z.infer<typeof ParameterInput>;

/** A parameter that is saved by itself: its key is in the path. */
export const ParameterContent = z
  .strictObject(content)
  .refine(hasOneValue, oneValue)
  .refine(hasOneSource, oneSource);
export type ParameterContent = z.infer<typeof ParameterContent>;

/** A parameter as it is read: that it is set, without its value. */
export const ParameterView = z.object({
  key: z.string(),
  set: z.literal(true),
  sensitive: z.boolean(),
  secretsManager: SecretReference.optional(),
  ssm: SsmReference.optional(),
  updatedAt: z.iso.datetime(),
});
export type ParameterView = z.infer<typeof ParameterView>;

/** Where a parameter can be set, the nearest to the deploy first. */
export const ParameterLevel = z.enum(["instance", "service", "profile"]);
export type ParameterLevel = z.infer<typeof ParameterLevel>;

/** Where a value comes from, and the levels whose values for its key it hides, the nearest first. */
export const ParameterOrigin = z.object({
  key: z.string(),
  source: ParameterLevel,
  // An earlier version of a service does not send it, and knows profiles alone: they hide nothing.
  overrides: z.array(ParameterLevel).default([]),
});
export type ParameterOrigin = z.infer<typeof ParameterOrigin>;

/** A parameter as a deploy receives it. */
export const Parameter = ParameterOrigin.extend({ value: secret(z.string()), sensitive: z.boolean() });
export type Parameter = z.infer<typeof Parameter>;

/** Where parameters of a change were copied from: the version of a profile, a service, or an instance. */
export const CopiedFrom = z.union([
  z.object({ profile: z.string(), version: z.int() }),
  z.object({
    ...{ app: z.string(), service: z.string() },
    ...{ stage: z.string().optional(), region: z.string().optional() },
  }),
]);
export type CopiedFrom = z.infer<typeof CopiedFrom>;
