import { z } from "zod";
import { SessionCredentials } from "./credentials.ts";
import { defineEvent } from "./define.ts";
import { defineRoute } from "./define-route.ts";
import { DeploymentId, DeployTarget, Purpose } from "./deploy-target.ts";
import { OrgName } from "./names.ts";
import { PageQuery, pageOf } from "./page.ts";
import { Parameter } from "./parameter.ts";
import { plainText } from "./plain-text.ts";
import { ChosenProfile } from "./profiles.ts";
import { Declaration, SafeguardResult, Template } from "./safeguard.ts";

/** The deploying tool, as it names itself. */
const Client = z.strictObject({ name: plainText(64), version: plainText(64).optional() });

export const ResolveInput = DeployTarget.extend({
  purpose: Purpose.default("deploy"),
  frameworkVersion: plainText(128).optional(),
  client: Client.optional(),
  declaration: Declaration.optional(),
  template: Template.optional(),
});
export type ResolveInput = z.infer<typeof ResolveInput>;

const judged = { profile: ChosenProfile, safeguards: z.array(SafeguardResult) };

/** A blocked answer has no parameters and no credentials: there is no place in it where they could stand. */
export const Resolution = z.discriminatedUnion("verdict", [
  z.object({ deploymentId: DeploymentId, verdict: z.literal("blocked"), ...judged }),
  z.object({
    deploymentId: DeploymentId,
    verdict: z.enum(["allowed", "allowed-with-warnings"]),
    ...judged,
    parameters: z.array(Parameter),
    credentials: SessionCredentials.nullable(),
  }),
]);
export type Resolution = z.infer<typeof Resolution>;

export const resolveDeploy = defineRoute({
  service: "resolver",
  method: "POST",
  path: "/v1/resolve",
  summary: "May this deploy go, and with what?",
  allow: ["admin", "deployer"],
  targetAt: [],
  body: ResolveInput,
  response: Resolution,
});

/** The record of one resolve call. An `outcome` of null means that it was begun and never finished. */
export const DeploymentView = z.object({
  id: DeploymentId,
  target: DeployTarget,
  purpose: Purpose,
  profile: ChosenProfile,
  verdict: z.enum(["allowed", "allowed-with-warnings", "blocked"]),
  outcome: z.enum(["resolved", "blocked", "failed"]).nullable(),
  problem: z.string().nullable(),
  safeguards: z.array(SafeguardResult),
  parameterKeys: z.array(z.string()),
  roleArn: z.string().nullable(),
  credentialsExpireAt: z.iso.datetime().nullable(),
  frameworkVersion: z.string().nullable(),
  client: Client.nullable(),
  /** SHA-256 of the declaration and template that were judged, as compact JSON or as the text that was sent. */
  declarationDigest: z.string().nullable(),
  templateDigest: z.string().nullable(),
  requestedBy: z.string(),
  requestedAt: z.iso.datetime(),
  completedAt: z.iso.datetime().nullable(),
});
export type DeploymentView = z.infer<typeof DeploymentView>;

export const listDeployments = defineRoute({
  service: "resolver",
  method: "GET",
  path: "/v1/orgs/{org}/deployments",
  summary: "List the records of resolve calls, newest first",
  allow: ["admin"],
  params: z.object({ org: OrgName }),
  query: PageQuery,
  response: pageOf(DeploymentView),
});

export const getDeployment = defineRoute({
  service: "resolver",
  method: "GET",
  path: "/v1/orgs/{org}/deployments/{deploymentId}",
  summary: "Read the record of one resolve call",
  allow: ["admin"],
  params: z.object({ org: OrgName, deploymentId: DeploymentId }),
  response: DeploymentView,
});

const Announced = z.object({
  org: z.string(),
  by: z.string(),
  deploymentId: DeploymentId,
  target: DeployTarget,
  purpose: Purpose,
  profile: ChosenProfile,
  verdict: z.enum(["allowed", "allowed-with-warnings", "blocked"]),
});

const example = {
  org: "acmecorp",
  by: "key_8Yq2",
  deploymentId: "dep_q3Jx0W8cT1e2mN5uYb7Zaw",
  target: { org: "acmecorp", app: "storefront", stage: "prod", service: "checkout", region: "eu-central-1" },
  purpose: "deploy",
  profile: { name: "prod", version: 7, matchedBy: "stage" },
} as const;

export const deploymentResolved = defineEvent({
  subject: "resolver.v1.deployment.resolved",
  summary: "A deploy was given what it may use.",
  data: Announced,
  example: { ...example, verdict: "allowed" },
});

export const deploymentBlocked = defineEvent({
  subject: "resolver.v1.deployment.blocked",
  summary: "A deploy was blocked by a safeguard.",
  data: Announced.extend({ failed: z.array(z.string()) }),
  example: { ...example, verdict: "blocked", failed: ["EU only"] },
});

export const deploymentFailed = defineEvent({
  subject: "resolver.v1.deployment.failed",
  summary: "A deploy was allowed, but a part could not give what it needs.",
  data: Announced.extend({ problem: z.string() }),
  example: { ...example, verdict: "allowed", problem: "role-not-assumable" },
});
