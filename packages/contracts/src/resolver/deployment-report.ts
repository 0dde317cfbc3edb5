import { z } from "zod";
import { SafeguardResult } from "../safeguards/safeguard.ts";
import { DeploymentId, DeployTarget } from "../values/deploy-target.ts";

/** The versions that a client states. */
const ClientVersions = z.object({
  framework: z.string().nullable(),
  plugin: z.string().nullable(),
  sdk: z.string().nullable(),
});

/** The fields that relate a report to an earlier block of the same target. */
export const afterBlock = {
  afterBlock: z.boolean().meta({
    description:
      "Whether the client reports a success although the deploy was blocked, and everything that its key had received " +
      "before the block had expired. The deploy must then have used credentials that Stagepass did not issue.",
  }),
  blockedDeploymentId: DeploymentId.nullable().meta({
    description:
      "The blocked deployment, if the last answer to this key for this target was a block. If afterBlock is false beside it, " +
      "the deploy failed, or it may have used credentials that the key had received before the block.",
  }),
};

/** The summary of what a client reported at the end of a deploy. `archived` means that it removed the deployment. */
export const ReportSummary = z.object({
  target: DeployTarget,
  /** The client's own id of the deploy. A removal has none. */
  deploymentUid: z.string().nullable(),
  status: z.enum(["success", "error"]),
  archived: z.boolean(),
  ...afterBlock,
  versions: ClientVersions,
  functionCount: z.int(),
  reportedBy: z.string(),
  reportedAt: z.iso.datetime(),
});
export type ReportSummary = z.infer<typeof ReportSummary>;

/**
 * The result of a safeguard as the client reports it. `unclear` means that the client's policy both approved and failed
 * the deploy, or did neither.
 */
export const ClientSafeguardResult = z.object({
  name: z.string(),
  description: z.string().nullable(),
  safeguard: z.string(),
  enforcementLevel: z.string(),
  outcome: z.enum(["passed", "warned", "failed", "unclear"]),
  message: z.string().nullable(),
  settings: z.unknown(),
});
export type ClientSafeguardResult = z.infer<typeof ClientSafeguardResult>;

/** The results of the safeguards that the server evaluated again with what the report contains, or why it did not. */
export const SafeguardRecheck = z.discriminatedUnion("checked", [
  z.object({ checked: z.literal(true), results: z.array(SafeguardResult) }),
  z.object({
    checked: z.literal(false),
    reason: z.enum(["no-resolution", "profile-changed", "unavailable"]),
  }),
]);
export type SafeguardRecheck = z.infer<typeof SafeguardRecheck>;

const Facts = z.record(z.string(), z.unknown());

/**
 * What a report holds beside its summary. Values of sensitive parameters are replaced by `[parameter KEY]`, and anything
 * that looks like a credential by a description in brackets. An output is kept exactly as it is, or withheld.
 */
export const ReportDetails = z.object({
  error: Facts.nullable(),
  functions: z.record(z.string(), z.unknown()),
  subscriptions: z.array(z.unknown()),
  /** The outputs of the deployment, exactly as they were reported. */
  outputs: Facts,
  /** The outputs that were withheld: the name of each, and which secret it holds, such as `parameter DB_URL`. */
  withheldOutputs: z.record(z.string(), z.string()),
  /** The keys of the parameters that were used. */
  parameterKeys: z.array(z.string()),
  /** The results of safeguards as the client reports them. Stagepass cannot verify them. */
  clientSafeguards: z.array(ClientSafeguardResult),
  vcs: Facts.nullable(),
  buildId: z.string().nullable(),
  provider: Facts.nullable(),
  resources: z.unknown(),
  layers: z.unknown(),
  plugins: z.unknown(),
  custom: z.unknown(),
  logIngestMode: z.string().nullable(),
  serverlessFile: z.string().nullable(),
  serverlessFileName: z.string().nullable(),
});
export type ReportDetails = z.infer<typeof ReportDetails>;

const InputDetails = ReportDetails.pick({
  // The order of the fields must stay: a repeated report is recognized by the digest of its JSON.
  error: true,
  vcs: true,
  buildId: true,
  provider: true,
  resources: true,
  layers: true,
  plugins: true,
  custom: true,
  logIngestMode: true,
  serverlessFile: true,
  serverlessFileName: true,
  functions: true,
  subscriptions: true,
  parameterKeys: true,
  clientSafeguards: true,
} satisfies Record<Exclude<keyof ReportDetails, "outputs" | "withheldOutputs">, true>);

/** What a client reports at the end of a deploy, as it sends it: secrets are not removed yet. */
export const ReportInput = ReportSummary.pick({ deploymentUid: true, status: true, archived: true })
  .extend({
    versions: ClientVersions.extend({ framework: z.string() }).strict(),
    outputs: Facts,
    details: InputDetails.extend({ clientSafeguards: z.array(ClientSafeguardResult.strict()) }).strict(),
  })
  .strict();
export type ReportInput = z.infer<typeof ReportInput>;

/** What a client reported at the end of a deploy, as it is kept. */
export const Report = ReportSummary.extend(ReportDetails.shape).extend({
  serverSafeguards: SafeguardRecheck,
});
export type Report = z.infer<typeof Report>;
