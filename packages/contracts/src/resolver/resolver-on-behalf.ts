import { z } from "zod";
import { UnboundCredentials } from "../credentials/credentials.ts";
import { defineRequestFor } from "../define/define.ts";
import { planProblems } from "../profiles/plan-problems.ts";
import { ChosenProvider, DeployProfile } from "../profiles/profiles.ts";
import { EvaluatedSafeguard, SafeguardResult } from "../safeguards/safeguard.ts";
import { Unsent } from "../safeguards/safeguards.ts";
import { DeploymentId, DeployTarget, KnownTarget } from "../values/deploy-target.ts";
import { PageQuery, pageOf } from "../values/page.ts";
import { Parameter } from "../values/parameter.ts";
import { KeyDigest } from "../values/principal.ts";
import { ReportInput, ReportSummary } from "./deployment-report.ts";

// The requests of the legacy service on behalf of the existing clients that call it. The resolver looks up the caller's
// key and checks its role, organization and scope.

const callers = ["legacy"] as const;
/** As long as resolving and reporting can take at most. The HTTP request behind it has a deadline that ends sooner. */
const timeoutMs = 24_000;

const ForTarget = z.strictObject({ keyDigest: KeyDigest }).extend(DeployTarget.shape);

/**
 * Why a client is denied everything of the profile that applies. `clients-denied`: the rules of the profile or its
 * organization deny such clients. `instance-unnamed`: the client's instance can hide what the profile holds, and the
 * client names it only in its next request. `safeguards-unevaluated`: the client does not evaluate safeguards, and one of
 * them could block.
 */
export const ClientDenial = z.enum(["clients-denied", "instance-unnamed", "safeguards-unevaluated"]);
export type ClientDenial = z.infer<typeof ClientDenial>;

const evaluated = {
  deploymentId: DeploymentId,
  profile: DeployProfile,
  /** The results of the safeguards, in the order of the profile. */
  results: z.array(SafeguardResult),
};

/**
 * The answer to an existing client. Only an allowed deploy has parameters and credentials. A deploy is `refused` before
 * anything is evaluated or recorded.
 */
export const ClientResolution = z.discriminatedUnion("verdict", [
  z.object({
    verdict: z.literal("refused"),
    reason: ClientDenial,
    profile: DeployProfile,
    /** Whether a deploy would get credentials. */
    hasAccessRole: z.boolean(),
  }),
  z.object({
    verdict: z.literal("blocked"),
    ...evaluated,
    /** The names of the safeguards that block, each once. An earlier version of the resolver does not send them. */
    blockedBy: z.array(z.string()).default([]),
  }),
  z.object({
    verdict: z.enum(["allowed", "allowed-with-warnings"]),
    ...evaluated,
    // An earlier version of the resolver does not send it, and knows no providers.
    provider: ChosenProvider.nullable().default(null),
    /** The safeguards of the profile, for clients that evaluate them themselves. */
    safeguards: z.array(EvaluatedSafeguard),
    parameters: z.array(Parameter),
    credentials: UnboundCredentials.nullable(),
  }),
]);
export type ClientResolution = z.infer<typeof ClientResolution>;

/**
 * Resolves for a client that does not know its whole target and sends neither declaration nor template. The rules of the
 * profile for such clients decide the purpose of the credentials. Throws what a resolve call throws, and `forbidden` for
 * a target that the key does not cover.
 */
export const resolveForClient = defineRequestFor({
  subject: "resolver.v1.resolve-target",
  summary: "May this deploy of an existing client go, and with what?",
  ...{ timeoutMs, callers },
  action: "resolve:deploy",
  scope: "handler",
  waitsForAws: true,
  unknownFields: "refused",
  input: z
    .strictObject({ keyDigest: KeyDigest })
    .extend(KnownTarget.shape)
    .extend({
      /** False if the stage is text with unresolved variables, on which safeguards cannot rely. */
      isStageResolved: z.boolean(),
      /**
       * With `refused`, a profile with a safeguard that could block is refused, and so is one that the client's instance could
       * hide. Other safeguards are left to the client.
       */
      unsent: z.enum([...Unsent.options, "refused"]),
      /** Limits the answer to one of both: the other is neither decrypted nor requested from AWS. */
      wanted: z.enum(["parameters", "credentials"]).optional(),
    }),
  output: ClientResolution,
  throws: ["invalid", "conflict", ...planProblems, "plan-needs-role", "role-not-assumable"],
});

/**
 * Keeps the report of a client without the secrets in it. A report that is sent again is kept once. Throws `conflict` for
 * a different report with the same id, `invalid`, `forbidden`, `not-found`, and what opening parameters throws; then
 * nothing is kept.
 */
export const saveReportFor = defineRequestFor({
  subject: "resolver.v1.save-report",
  summary: "Keep a client's report of a deployment or a removal",
  ...{ timeoutMs, callers },
  action: "deployment:report",
  waitsForAws: true,
  unknownFields: "refused",
  input: ForTarget.extend({ report: ReportInput }),
  output: z.object({ deploymentId: DeploymentId, repeated: z.boolean() }),
  throws: ["invalid", "conflict", ...planProblems, "role-not-assumable"],
});

/**
 * Reads one output of a service's newest deployment, exactly as it was reported. Throws `conflict` for an output that is
 * withheld, `forbidden`, and `not-found` with the words " not found", which existing clients look for.
 */
export const getOutputFor = defineRequestFor({
  subject: "resolver.v1.get-output",
  summary: "What is the value of this output of a service?",
  ...{ timeoutMs: 3_000, callers },
  action: "output:read",
  unknownFields: "dropped",
  input: ForTarget.extend({ outputName: z.string().min(1).max(256) }),
  output: z.object({ output: z.unknown() }),
  throws: ["conflict"],
});

/** Reads a page of the records of an instance's deployments, newest first. Throws `invalid` for an unknown cursor. */
export const listDeploymentsFor = defineRequestFor({
  subject: "resolver.v1.list-deployments",
  summary: "What was deployed to this instance?",
  ...{ timeoutMs: 3_000, callers },
  action: "deployment:read",
  unknownFields: "dropped",
  input: ForTarget.extend({ page: PageQuery }),
  output: pageOf(
    z.object({
      id: DeploymentId,
      target: KnownTarget,
      requestedAt: z.iso.datetime(),
      report: ReportSummary.pick({ status: true, archived: true }).nullable(),
    }),
  ),
  throws: ["invalid"],
});

/** The outputs of a service's newest successful deployment to one stage and region. */
export const InstanceOutputs = z.object({
  stage: z.string(),
  region: z.string(),
  outputs: z.record(z.string(), z.unknown()),
  /** The outputs that were withheld: the name of each, and which secret it holds. */
  withheldOutputs: z.record(z.string(), z.string()),
});
export type InstanceOutputs = z.infer<typeof InstanceOutputs>;

/** Reads the outputs of a service in every stage and region of its deployments that the key covers, at most 1,000. */
export const listOutputsFor = defineRequestFor({
  subject: "resolver.v1.list-outputs",
  summary: "Where is a service deployed, and with which outputs?",
  ...{ timeoutMs: 3_000, callers },
  action: "output:read",
  unknownFields: "dropped",
  input: ForTarget.omit({ stage: true, region: true }),
  output: z.object({ instances: z.array(InstanceOutputs) }),
  throws: [],
});
