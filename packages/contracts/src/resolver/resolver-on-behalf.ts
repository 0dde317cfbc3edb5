import { z } from "zod";
import { IssuedCredentials } from "../credentials/credentials.ts";
import { defineRequestFor } from "../define/define.ts";
import { ChosenProfile } from "../profiles/profiles.ts";
import { EvaluatedSafeguard, SafeguardResult } from "../safeguards/safeguard.ts";
import { Unsent } from "../safeguards/safeguards.ts";
import { DeploymentId, DeployTarget, KnownTarget } from "../values/deploy-target.ts";
import { Parameter } from "../values/parameter.ts";
import { KeyDigest } from "../values/principal.ts";
import { ReportInput } from "./deployment-report.ts";

// What the legacy service asks on behalf of the existing clients that call it. The resolver looks up the caller's key
// and checks its role, organization and scope: it takes nobody's word for any of them.

const callers = ["legacy"] as const;
const allow = ["admin", "deployer"] as const;
/** All that resolving and reporting may take; whoever called has a deadline that ends sooner. */
const timeoutMs = 24_000;

const ForTarget = z.strictObject({ keyDigest: KeyDigest }).extend(DeployTarget.shape);

/**
 * Why a client is given nothing of the profile that applies: its rules do not serve such clients, or the client judges
 * nothing, and a safeguard of the profile could block.
 */
export const ClientDenial = z.enum(["clients-denied", "judge-missing"]);
export type ClientDenial = z.infer<typeof ClientDenial>;

const judged = {
  deploymentId: DeploymentId,
  profile: ChosenProfile,
  /** What came of each safeguard, in the order of the profile's. */
  results: z.array(SafeguardResult),
};

/** Only what passes has parameters and credentials. A refusal is answered before anything is judged or recorded. */
export const ClientResolution = z.discriminatedUnion("verdict", [
  z.object({
    verdict: z.literal("refused"),
    reason: ClientDenial,
    profile: ChosenProfile,
    hasAccessRole: z.boolean(),
  }),
  z.object({
    verdict: z.literal("blocked"),
    ...judged,
    /** The names of the safeguards that block, each once. A resolver of an earlier version names none. */
    blockedBy: z.array(z.string()).default([]),
  }),
  z.object({
    verdict: z.enum(["allowed", "allowed-with-warnings"]),
    ...judged,
    /** The safeguards as the profile has them, for clients that judge by themselves. */
    safeguards: z.array(EvaluatedSafeguard),
    parameters: z.array(Parameter),
    credentials: IssuedCredentials.nullable(),
  }),
]);
export type ClientResolution = z.infer<typeof ClientResolution>;

/**
 * The same as a resolve call for a client that does not know its whole target and sends no documents. What the
 * credentials are for is decided by the profile's rules for such clients. Throws what resolving throws, and `forbidden`
 * for a target that the key does not cover.
 */
export const resolveTargetFor = defineRequestFor({
  subject: "resolver.v1.resolve-target",
  summary: "May this deploy of an existing client go, and with what?",
  ...{ timeoutMs, callers, allow },
  unknownFields: "refused",
  input: z
    .strictObject({ keyDigest: KeyDigest })
    .extend(KnownTarget.shape)
    .extend({
      /** False for a stage that is text with variables in it which nobody has resolved: safeguards cannot rely on that. */
      isStageResolved: z.boolean(),
      /** `refused` refuses a profile with a safeguard that could block, and leaves others to a client that shows them. */
      unsent: z.enum([...Unsent.options, "refused"]),
      /** What is wanted, where it is not everything: nothing else is decrypted or asked of AWS. */
      wanted: z.enum(["parameters", "credentials"]).optional(),
    }),
  output: ClientResolution,
  throws: ["invalid", "conflict", "no-profile", "role-not-assumable", "secret-not-readable"],
});

/**
 * Keeps what a client reports when it is done, scrubbed of the values that nobody may read, or nothing of it. The same
 * report is kept once. Throws `conflict` for another one under the same id, `invalid`, `forbidden`, `not-found`, and what
 * opening parameters throws.
 */
export const saveReportFor = defineRequestFor({
  subject: "resolver.v1.save-report",
  summary: "Keep a client's report of a deployment or a removal",
  ...{ timeoutMs, callers, allow },
  unknownFields: "refused",
  input: ForTarget.extend({ report: ReportInput }),
  output: z.object({ deploymentId: DeploymentId, repeated: z.boolean() }),
  throws: ["invalid", "conflict", "role-not-assumable", "secret-not-readable"],
});

/**
 * One output of a service where it is deployed, exactly as it was reported. Throws `conflict` for one that is withheld,
 * `not-found` with the words " not found", which existing clients look for, and `forbidden`.
 */
export const getOutputFor = defineRequestFor({
  subject: "resolver.v1.get-output",
  summary: "What did a service put out under this name?",
  ...{ timeoutMs: 3_000, callers, allow },
  unknownFields: "dropped",
  input: ForTarget.extend({ outputName: z.string().min(1).max(256) }),
  output: z.object({ output: z.unknown() }),
  throws: ["conflict"],
});

/** What a service's newest successful deployment to a place put out. */
export const InstanceOutputs = z.object({
  stage: z.string(),
  region: z.string(),
  outputs: z.record(z.string(), z.unknown()),
  /** By name, which secret an output holds that was not kept. */
  withheldOutputs: z.record(z.string(), z.string()),
});
export type InstanceOutputs = z.infer<typeof InstanceOutputs>;

/** A service's outputs at every place where it is deployed, of the stages that the key covers; at most 1,000 of them. */
export const listOutputsFor = defineRequestFor({
  subject: "resolver.v1.list-outputs",
  summary: "Where is a service deployed, and what did it put out there?",
  ...{ timeoutMs: 3_000, callers, allow },
  unknownFields: "dropped",
  input: ForTarget.omit({ stage: true, region: true }),
  output: z.object({ places: z.array(InstanceOutputs) }),
  throws: [],
});
