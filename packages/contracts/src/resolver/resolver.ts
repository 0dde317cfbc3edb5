import { z } from "zod";
import { DeployCredentials } from "../credentials/credentials.ts";
import { defineEvent } from "../define/define.ts";
import { defineRoute } from "../define/define-route.ts";
import { planProblems } from "../profiles/plan-problems.ts";
import { ChosenProvider, DeployProfile } from "../profiles/profiles.ts";
import { SafeguardResult, Verdict } from "../safeguards/safeguard.ts";
import { Declaration, EmptyOnPurpose, Template } from "../safeguards/safeguard-input.ts";
import { Client } from "../values/client.ts";
import { actionFor, DeploymentId, DeployTarget, KnownTarget, Purpose } from "../values/deploy-target.ts";
import { Parameter } from "../values/parameter.ts";
import { plainText } from "../values/plain-text.ts";
import { afterBlock, ReportSummary } from "./deployment-report.ts";

/** The body of a resolve call: the target, and what safeguards evaluate. */
export const ResolveInput = DeployTarget.extend({
  purpose: Purpose.default("deploy"),
  frameworkVersion: plainText(128).optional(),
  client: Client.optional(),
  declaration: Declaration.optional(),
  template: Template.optional(),
  empty: EmptyOnPurpose.optional(),
});
export type ResolveInput = z.infer<typeof ResolveInput>;

const decided = {
  profile: DeployProfile,
  provider: ChosenProvider.nullable(),
  safeguards: z.array(SafeguardResult),
};

/** The answer to a resolve call. If it is blocked, it has no fields for parameters and credentials. */
export const Resolution = z.discriminatedUnion("verdict", [
  z.object({ deploymentId: DeploymentId, verdict: z.literal("blocked"), ...decided }),
  z.object({
    deploymentId: DeploymentId,
    verdict: z.enum(["allowed", "allowed-with-warnings"]),
    ...decided,
    parameters: z.array(Parameter),
    /** It is null where the deploy is to get none: the profile has no role, or somebody said `none`. */
    credentials: DeployCredentials.nullable(),
  }),
]);
export type Resolution = z.infer<typeof Resolution>;

export const resolveDeploy = defineRoute({
  service: "resolver",
  method: "POST",
  path: "/v1/resolve",
  summary: "May this deploy go, and with what?",
  action: "resolve:plan",
  actionBy: { field: "purpose", actions: actionFor },
  targetAt: [],
  body: ResolveInput,
  response: Resolution,
  throws: ["conflict", ...planProblems, "plan-needs-role", "role-not-assumable"],
});

const AnnouncedDeploy = z.object({
  org: z.string(),
  by: z.string(),
  deploymentId: DeploymentId,
  target: KnownTarget,
  purpose: Purpose,
  profile: DeployProfile,
  // Events of earlier versions do not have it: their deploys got nothing from a provider.
  provider: ChosenProvider.nullable().optional(),
  verdict: Verdict,
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
  summary: "A deploy was allowed and received its parameters and credentials.",
  followers: ["profiles"],
  data: AnnouncedDeploy,
  example: { ...example, verdict: "allowed" },
});

export const deploymentBlocked = defineEvent({
  subject: "resolver.v1.deployment.blocked",
  summary: "A deploy was blocked by a safeguard.",
  data: AnnouncedDeploy.extend({
    /** The names of the safeguards that blocked it: they failed, or they lacked an input that a deploy has to send. */
    failed: z.array(z.string()),
  }),
  example: { ...example, verdict: "blocked", failed: ["EU only"] },
});

export const deploymentFailed = defineEvent({
  subject: "resolver.v1.deployment.failed",
  summary: "A deploy was allowed, but its parameters or credentials could not be provided.",
  data: AnnouncedDeploy.extend({ problem: z.string() }),
  example: { ...example, verdict: "allowed", problem: "role-not-assumable" },
});

export const deploymentReported = defineEvent({
  subject: "resolver.v1.deployment.reported",
  summary: "A client reported what it deployed or removed.",
  followers: ["profiles"],
  data: z.object({
    org: z.string(),
    by: z.string(),
    deploymentId: DeploymentId,
    target: DeployTarget,
    status: ReportSummary.shape.status,
    archived: z.boolean(),
    /** Whether the report belongs to a resolve call. */
    resolved: z.boolean(),
    // Events of earlier versions have neither.
    afterBlock: afterBlock.afterBlock.optional(),
    blockedDeploymentId: afterBlock.blockedDeploymentId.optional(),
    outputKeys: z.array(z.string()),
  }),
  example: {
    org: example.org,
    by: example.by,
    deploymentId: example.deploymentId,
    target: example.target,
    status: "success",
    archived: false,
    resolved: true,
    afterBlock: false,
    blockedDeploymentId: null,
    outputKeys: ["apiUrl"],
  },
});
