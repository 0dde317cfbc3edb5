import { z } from "zod";
import { SafeguardResult } from "../safeguards/safeguard.ts";
import { DeploymentId, DeployTarget } from "../values/deploy-target.ts";

/** The versions that a client says it has. */
const ClientVersions = z.object({
  framework: z.string().nullable(),
  plugin: z.string().nullable(),
  sdk: z.string().nullable(),
});

/** What is said of a report that came after a block, wherever it is said. */
export const afterBlock = {
  afterBlock: z.boolean().meta({
    description:
      "Whether it says that it succeeded after a block, where nothing that its key was given before can still have been in " +
      "use: with other credentials than Stagepass's, then.",
  }),
  blockedDeploymentId: DeploymentId.nullable().meta({
    description:
      "The block, where the last answer to its key for this target was one. Where afterBlock is false beside it, it failed, " +
      "or it may be the success of what the key was given before.",
  }),
};

/** What a deploying client reported when it was done, in brief. `archived` says that it removed what it had deployed. */
export const ReportSummary = z.object({
  target: DeployTarget,
  /** The client's own id of the deploy; a removal has none. */
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
 * A safeguard as the client says that it judged it. `unclear` means that the policy both approved and failed, or
 * neither.
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

/** What the server found when it judged again what the report carries enough for, or why it did not judge. */
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
 * What a client's report holds beside its summary. Values of sensitive parameters are replaced by `[parameter KEY]`,
 * and what looks like a credential by words in brackets; an output is kept as it is or withheld as a whole.
 */
export const ReportDetails = z.object({
  error: Facts.nullable(),
  functions: z.record(z.string(), z.unknown()),
  subscriptions: z.array(z.unknown()),
  /** What it put out, exactly as it was reported. */
  outputs: Facts,
  /** The outputs that were not kept: by name, which secret it holds, such as `parameter DB_URL`. */
  withheldOutputs: z.record(z.string(), z.string()),
  /** The keys of the parameters that were used. */
  parameterKeys: z.array(z.string()),
  /** What the client says of the safeguards. Nobody else saw it judge. */
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
  // In the order of the first version: a report is known again by the digest of its text.
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

/** What a deploying client reports when it is done, as it hands it in: nothing is scrubbed yet, and nothing withheld. */
export const ReportInput = ReportSummary.pick({ deploymentUid: true, status: true, archived: true })
  .extend({
    versions: ClientVersions.extend({ framework: z.string() }).strict(),
    outputs: Facts,
    details: InputDetails.extend({ clientSafeguards: z.array(ClientSafeguardResult.strict()) }).strict(),
  })
  .strict();
export type ReportInput = z.infer<typeof ReportInput>;

/** What a deploying client reported when it was done. */
export const Report = ReportSummary.extend(ReportDetails.shape).extend({
  serverSafeguards: SafeguardRecheck,
});
export type Report = z.infer<typeof Report>;
