import { z } from "zod";
import { defineRoute } from "../define/define-route.ts";
import {
  AppName,
  OrgName,
  ProfileName,
  ProviderName,
  Region,
  ServiceName,
  StageName,
} from "../values/names.ts";
import { SecretReference, SsmReference } from "../values/parameter.ts";
import { ProviderRole } from "../values/role-template.ts";

const service = "credentials";
const InOrg = z.object({ org: OrgName });

/** The target whose names stand in the role of a provider. It is left out for a role without placeholders. */
const names = z.strictObject({ app: AppName, service: ServiceName, stage: StageName }).partial();

/**
 * The role that is tried: that of a profile or a provider as they are now, or one that is about to be saved. Exactly one
 * of these is given.
 */
const CheckedRole = z
  .strictObject({
    profile: ProfileName,
    provider: ProviderName,
    accessRole: ProviderRole,
  })
  .partial()
  .refine((role) => Object.values(role).filter((value) => value !== undefined).length === 1, {
    message: "must name exactly one of profile, provider and accessRole",
  });

const checked = { checkId: z.string(), checkedAt: z.iso.datetime(), roleArn: z.string() };

/** What AWS answered when Stagepass asked for a session: its error code, and what to do in words. */
export const RoleTrial = z.discriminatedUnion("outcome", [
  z.object({ outcome: z.literal("assumed") }),
  z.object({ outcome: z.literal("refused"), awsCode: z.string().nullable(), detail: z.string() }),
]);
export type RoleTrial = z.infer<typeof RoleTrial>;

/**
 * Whether a role can be assumed as deploys assume it, and cannot without the external ID. `passed` is true where both are
 * so. A role that can be assumed without it is open to the deploys of everybody who uses the same Stagepass.
 */
export const RoleTest = z.object({
  ...checked,
  passed: z.boolean(),
  withExternalId: RoleTrial,
  withoutExternalId: RoleTrial,
});
export type RoleTest = z.infer<typeof RoleTest>;

export const testRole = defineRoute({
  service,
  method: "POST",
  path: "/v1/orgs/{org}/role-tests",
  summary:
    "Try whether a role can be assumed with the external ID and cannot without it; no credentials leave Stagepass",
  action: "role:test",
  params: InOrg,
  body: z.strictObject({
    role: CheckedRole,
    target: names.default({}),
    plan: z
      .boolean()
      .default(false)
      .meta({ description: "Whether the plan role is tried, where there is one." }),
  }),
  response: RoleTest,
  throws: ["invalid-role-arn"],
});

/** Whether a reference leads to a value, and if not, why and what to do. It never holds the value. */
export const ReferenceCheck = z.object({
  ...checked,
  outcome: z.enum(["exists", "not-found", "denied", "unusable"]),
  awsCode: z.string().nullable(),
  detail: z.string().nullable(),
});
export type ReferenceCheck = z.infer<typeof ReferenceCheck>;

export const checkReference = defineRoute({
  service,
  method: "POST",
  path: "/v1/orgs/{org}/reference-checks",
  summary:
    "Check whether a reference into Secrets Manager or Parameter Store can be read with a role; never its value",
  action: "role:test",
  params: InOrg,
  body: z
    .strictObject({
      role: CheckedRole,
      target: names.default({}),
      region: Region.optional().meta({ description: "The region of a reference that is not an ARN." }),
      secretsManager: SecretReference.optional(),
      ssm: SsmReference.optional(),
    })
    .refine(({ secretsManager, ssm }) => (secretsManager === undefined) !== (ssm === undefined), {
      message: "must have exactly one of secretsManager and ssm",
    }),
  response: ReferenceCheck,
  throws: ["invalid-role-arn", "role-not-assumable", "secret-not-readable"],
});
