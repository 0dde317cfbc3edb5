import { z } from "zod";
import { defineRoute } from "../define/define-route.ts";
import { ChosenProvider, DeployProfile } from "../profiles/profiles.ts";
import { SafeguardResult, Verdict } from "../safeguards/safeguard.ts";
import { Client } from "../values/client.ts";
import { DeploymentId, DeployTarget, KnownTarget, Purpose } from "../values/deploy-target.ts";
import { AppName, OrgName, Region, ServiceName, StageName } from "../values/names.ts";
import { PageQuery, pageOf } from "../values/page.ts";
import { ParameterOrigin } from "../values/parameter.ts";
import { Report, ReportSummary } from "./deployment-report.ts";

const facts = { id: DeploymentId, requestedBy: z.string(), requestedAt: z.iso.datetime() };

/** The record of a resolve call. Its `outcome` is null if the call was begun and never finished. */
const ResolutionRecord = z.object({
  ...facts,
  kind: z.literal("resolution"),
  /** The target of the call. Existing clients do not send its region, and some of them not its service. */
  target: KnownTarget,
  purpose: Purpose,
  profile: DeployProfile,
  /** The provider whose credentials the deploy was to get, or null. */
  provider: ChosenProvider.nullable(),
  verdict: Verdict,
  outcome: z.enum(["resolved", "blocked", "failed"]).nullable(),
  problem: z.string().nullable(),
  safeguards: z.array(SafeguardResult),
  parameterKeys: z.array(z.string()),
  /** Where each parameter came from. It is null where all came from the profile. */
  parameterOrigins: z.array(ParameterOrigin).nullable(),
  roleArn: z.string().nullable(),
  credentialsExpireAt: z.iso.datetime().nullable(),
  frameworkVersion: z.string().nullable(),
  client: Client.nullable(),
  /** The SHA-256 of the declaration that was evaluated: of its compact JSON, or of the text that was sent. */
  declarationDigest: z.string().nullable(),
  /** The SHA-256 of the template that was evaluated, made in the same way. */
  templateDigest: z.string().nullable(),
  /** Whether the caller stated that the template has no resources on purpose. */
  emptyTemplate: z.boolean(),
  completedAt: z.iso.datetime().nullable(),
});

/** A report without a resolve call: Stagepass gave this deploy nothing. */
const ReportRecord = z.object({ ...facts, kind: z.literal("report"), target: DeployTarget });

/** A deployment in a list: the record of a resolve call, the summary of a report, or both. */
export const DeploymentSummary = z.discriminatedUnion("kind", [
  ResolutionRecord.extend({ report: ReportSummary.nullable() }),
  ReportRecord.extend({ report: ReportSummary }),
]);
export type DeploymentSummary = z.infer<typeof DeploymentSummary>;

/** A deployment: the record of a resolve call, the report of a client, or both. */
export const DeploymentView = z.discriminatedUnion("kind", [
  ResolutionRecord.extend({ report: Report.nullable() }),
  ReportRecord.extend({ report: Report }),
]);
export type DeploymentView = z.infer<typeof DeploymentView>;

const moment = z.iso
  .datetime({
    offset: true,
    error: "must be a time in ISO 8601 with its offset, such as 2026-11-20T12:00:00Z",
  })
  .optional();

/** Which deployments to list. A field that is left out limits nothing; names are compared exactly. */
export const DeploymentFilter = z.strictObject({
  app: AppName.optional(),
  stage: StageName.optional(),
  service: ServiceName.optional(),
  region: Region.optional(),
  verdict: Verdict.optional(),
  outcome: ResolutionRecord.shape.outcome.unwrap().optional().meta({
    description: "How the resolve call ended: resolved, blocked, or failed.",
  }),
  status: z
    .enum([...ReportSummary.shape.status.options, "none"])
    .optional()
    .meta({
      description: "The status that the client reported, or none where it reported nothing.",
    }),
  since: moment.meta({ description: "Requested at this time or later." }),
  until: moment.meta({ description: "Requested before this time." }),
});
export type DeploymentFilter = z.infer<typeof DeploymentFilter>;

export const listDeployments = defineRoute({
  service: "resolver",
  method: "GET",
  path: "/v1/orgs/{org}/deployments",
  summary: "List the records of resolve calls and of what clients deployed, newest first",
  action: "deployment:read-own",
  scope: "handler",
  params: z.object({ org: OrgName }),
  query: PageQuery.extend(DeploymentFilter.shape),
  response: pageOf(DeploymentSummary),
  throws: [],
});

/** The newest deployment of a service in a stage and a region, as far as it is known. */
export const LastDeployment = z.object({
  id: DeploymentId,
  kind: z.enum(["resolution", "report"]),
  ...{ service: z.string(), stage: z.string(), region: z.string().nullable() },
  verdict: Verdict.nullable(),
  outcome: ResolutionRecord.shape.outcome,
  requestedAt: facts.requestedAt,
});
export type LastDeployment = z.infer<typeof LastDeployment>;

/** The newest deployments of an application. Without `isComplete`, older ones were not looked at: then others can have some, too. */
export const LastDeployments = z.object({ items: z.array(LastDeployment), isComplete: z.boolean() });
export type LastDeployments = z.infer<typeof LastDeployments>;

export const listLastDeployments = defineRoute({
  service: "resolver",
  method: "GET",
  path: "/v1/orgs/{org}/apps/{app}/last-deployments",
  summary: "Read the last deployment of each service and instance of an application",
  action: "deployment:read",
  scope: "all",
  params: z.object({ org: OrgName, app: AppName }),
  response: LastDeployments,
  throws: [],
});

export const getDeployment = defineRoute({
  service: "resolver",
  method: "GET",
  path: "/v1/orgs/{org}/deployments/{deploymentId}",
  summary: "Read the record of one resolve call, with what the client reported",
  action: "deployment:read-own",
  scope: "handler",
  params: z.object({ org: OrgName, deploymentId: DeploymentId }),
  response: DeploymentView,
  throws: [],
});
