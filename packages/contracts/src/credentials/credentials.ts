import { z } from "zod";
import { defineEvent, defineRequest } from "../define/define.ts";
import { defineRoute } from "../define/define-route.ts";
import { AccessRole, RoleArn } from "../values/access-role.ts";
import { DeploymentId, KnownTarget, Purpose } from "../values/deploy-target.ts";
import { AppName, OrgName, ProfileName, ProviderName, ServiceName, StageName } from "../values/names.ts";
import { numberInUrl } from "../values/number-in-url.ts";
import { ParameterKey, ValueReference } from "../values/parameter.ts";
import { AssumableRole, RoleTemplate } from "../values/role-template.ts";
import { secret } from "../values/secret.ts";

/** Short-lived AWS credentials. `durationSeconds` is how long AWS made them last, which can be less than was asked for. */
export const SessionCredentials = z.object({
  accessKeyId: z.string(),
  secretAccessKey: secret(z.string()),
  sessionToken: secret(z.string()),
  expiration: z.iso.datetime(),
  durationSeconds: z.int(),
  roleArn: z.string(),
  region: z.string(),
});
export type SessionCredentials = z.infer<typeof SessionCredentials>;

/**
 * Credentials as a deploy receives them. Static keys of a provider have no session and never expire: their token, their
 * end and their role are null.
 */
export const DeployCredentials = z.object({
  accessKeyId: z.string(),
  secretAccessKey: secret(z.string()),
  sessionToken: secret(z.string()).nullable(),
  expiration: z.iso.datetime().nullable(),
  durationSeconds: z.int().nullable(),
  roleArn: z.string().nullable(),
  region: z.string(),
} satisfies Record<keyof SessionCredentials, z.ZodType>);
export type DeployCredentials = z.infer<typeof DeployCredentials>;

/** Credentials as they are issued, with the region of the target if the caller named one. */
export const IssuedCredentials = SessionCredentials.partial({ region: true });
export type IssuedCredentials = z.infer<typeof IssuedCredentials>;

/** The same for a caller who need not name a region. */
export const UnboundCredentials = DeployCredentials.partial({ region: true });
export type UnboundCredentials = z.infer<typeof UnboundCredentials>;

const ForDeployment = z.strictObject({
  target: KnownTarget,
  deploymentId: DeploymentId,
  accessRole: AssumableRole,
});

/**
 * Issues short-lived AWS credentials for a deploy target. Throws `role-not-assumable`, and `invalid-role-arn` for a role
 * that is not made of what it says and the target.
 */
export const issueCredentials = defineRequest({
  subject: "credentials.v1.issue",
  summary: "Credentials of a profile's access role, for one deployment",
  timeoutMs: 10_000,
  waitsForAws: true,
  callers: ["resolver"],
  unknownFields: "refused",
  input: ForDeployment.extend({ purpose: Purpose }),
  output: IssuedCredentials,
  throws: ["role-not-assumable", "invalid-role-arn"],
});

/**
 * Reads values of AWS Secrets Manager and SSM Parameter Store with the role of the deploy, all or none. Throws
 * `secret-not-readable`.
 */
export const readSecrets = defineRequest({
  subject: "credentials.v1.read-secrets",
  summary: "The values of references into AWS Secrets Manager and SSM Parameter Store",
  timeoutMs: 10_000,
  waitsForAws: true,
  callers: ["profiles"],
  unknownFields: "refused",
  input: ForDeployment.extend({
    references: z
      .array(z.strictObject({ key: ParameterKey, reference: ValueReference }))
      .min(1)
      .max(100),
  }),
  output: z.object({ values: z.array(z.object({ key: z.string(), value: secret(z.string()) })) }),
  throws: ["role-not-assumable", "secret-not-readable", "invalid-role-arn"],
});

/** How to make a role trust Stagepass. */
const RoleTrust = z.object({
  roleArn: RoleArn,
  externalId: z.string(),
  /** The trust policy of the role, ready to paste. */
  trustPolicy: z.record(z.string(), z.unknown()),
  /** A CloudFormation template, in JSON, that creates the role. */
  cloudFormationTemplate: z.record(z.string(), z.unknown()),
});

/** How to make a profile's access role trust Stagepass, and its plan role where it has one. */
export const AccessRoleView = RoleTrust.extend({
  planRole: RoleTrust.optional(),
  /** Who Stagepass is in AWS, and how the trust policies name it. */
  stagepass: z.object({ arn: z.string(), explanation: z.string() }),
});
export type AccessRoleView = z.infer<typeof AccessRoleView>;

export const showAccessRole = defineRoute({
  service: "credentials",
  method: "GET",
  path: "/v1/orgs/{org}/profiles/{profile}/access-role",
  summary:
    "What the profile's access role must trust: external ID, trust policy, CloudFormation template; with roleArn, of a role that is not saved yet",
  action: "profile:read",
  params: z.object({ org: OrgName, profile: ProfileName }),
  query: z.strictObject({ ...AccessRole.shape, durationSeconds: numberInUrl(43_200) }).partial(),
  response: AccessRoleView,
  throws: [],
});

/** How to make a role of a provider trust Stagepass. Without a target, its ARN holds the placeholders. */
const ProviderRoleTrust = RoleTrust.extend({ roleArn: RoleTemplate });

/** How to make the roles of a provider trust Stagepass. */
export const ProviderRoleView = ProviderRoleTrust.extend({
  planRole: ProviderRoleTrust.optional(),
  /** Which roles are to be made, in a sentence or two. */
  explanation: z.string(),
  stagepass: AccessRoleView.shape.stagepass,
});
export type ProviderRoleView = z.infer<typeof ProviderRoleView>;

export const showProviderRole = defineRoute({
  service: "credentials",
  method: "GET",
  path: "/v1/orgs/{org}/providers/{provider}/access-role",
  summary:
    "What the provider's access roles must trust: external ID, trust policy, CloudFormation template; with app, service and stage, of the role of one target",
  action: "provider:read",
  params: z.object({ org: OrgName, provider: ProviderName }),
  query: z.strictObject({ app: AppName, service: ServiceName, stage: StageName }).partial(),
  response: ProviderRoleView,
  throws: ["invalid-role-arn"],
});

/** Announced once an issuance is recorded as done. */
export const sessionIssued = defineEvent({
  subject: "credentials.v1.session.issued",
  summary: "Credentials of an access role were issued for a deployment.",
  data: z.object({
    org: z.string(),
    target: KnownTarget,
    deploymentId: DeploymentId,
    /** The sessions of `deploy` and `plan` go to the deploying tool. A session of `secrets` never leaves Stagepass. */
    kind: z.enum(["deploy", "plan", "secrets"]),
    roleArn: RoleArn,
    sessionName: z.string(),
    expiration: z.iso.datetime(),
  }),
  example: {
    org: "acmecorp",
    target: {
      org: "acmecorp",
      app: "storefront",
      stage: "prod",
      service: "checkout",
      region: "eu-central-1",
    },
    deploymentId: "dep_q3Jx0W8cT1e2mN5uYb7Zaw",
    kind: "deploy",
    roleArn: "arn:aws:iam::222222222222:role/deploy",
    sessionName: "acmecorp-storefront-prod-q3Jx0W8c",
    expiration: "2026-11-20T12:00:00.000Z",
  },
});
