import { z } from "zod";
import { Description } from "../values/names.ts";
import { plainText } from "../values/plain-text.ts";
import { SafeguardExample } from "./safeguard-example.ts";
import { Exemption, SafeguardScope } from "./safeguard-scope.ts";

/** What a violation does: an `error` blocks the deploy, a `warning` is shown. */
export const EnforcementLevel = z.enum(["warning", "error"]);
export type EnforcementLevel = z.infer<typeof EnforcementLevel>;

/** A policy that a profile applies. Its `settings` follow the schema in the catalogue entry of the policy. */
export const Safeguard = z.strictObject({
  name: plainText(128).min(1, "must not be empty"),
  description: Description.optional(),
  safeguard: plainText(64).min(1, "must not be empty"),
  enforcementLevel: EnforcementLevel,
  settings: z.unknown().optional(),
  scope: SafeguardScope.optional(),
  exemptions: z.array(Exemption).max(20, "must be at most 20 exemptions").optional(),
  examples: z.array(SafeguardExample).max(20, "must be at most 20 examples").optional(),
});
export type Safeguard = z.infer<typeof Safeguard>;

/** A safeguard as it is evaluated on a deploy: without its examples, which only matter when it is saved. */
export const EvaluatedSafeguard = Safeguard.omit({ examples: true }).strip();
export type EvaluatedSafeguard = z.infer<typeof EvaluatedSafeguard>;

/** Why a safeguard was not evaluated: an input that it needs was not sent, or the deploy is outside of its scope. */
export const SkipReason = z.enum([
  "needs-template",
  "needs-declaration",
  "needs-framework-version",
  "needs-stage",
  "needs-service",
  "needs-region",
  "out-of-scope",
]);
export type SkipReason = z.infer<typeof SkipReason>;

const messages = z.array(z.string());

/** An exemption that applied, with the messages of the violations that do not count because of it. */
export const AppliedExemption = Exemption.extend({ messages });
export type AppliedExemption = z.infer<typeof AppliedExemption>;

/**
 * Where a rule is broken: in which document of the deploy, the JSON path there, and the logical id of the template's
 * resource, if it is about one.
 */
export const ViolationPlace = z.object({
  document: z.enum(["template", "declaration"]),
  path: z.string(),
  resource: z.string().optional(),
});
export type ViolationPlace = z.infer<typeof ViolationPlace>;

const identity = {
  name: z.string(),
  description: z.string().optional(),
  safeguard: z.string(),
  enforcementLevel: EnforcementLevel,
};
const findings = {
  messages,
  /** The place of each message, in their order. It is null for a message without one, and left out where none has one. */
  places: z.array(ViolationPlace.nullable()).optional(),
  exemptions: z.array(AppliedExemption).optional(),
  /** How to keep the rule. Only there where it was broken or could not be evaluated. */
  fix: z.string().optional(),
  /** The page of the policy, such as `docs/safeguards/require-dlq.md`, in the same cases. */
  docs: z.string().optional(),
};

/** The result of one safeguard on one deploy. */
export const SafeguardResult = z.discriminatedUnion("outcome", [
  z.object({ ...identity, outcome: z.enum(["passed", "warned", "failed"]), ...findings }),
  z.object({ ...identity, outcome: z.literal("skipped"), reason: SkipReason, ...findings }),
]);
export type SafeguardResult = z.infer<typeof SafeguardResult>;

/** Whether a deploy may go, judging by the results of all safeguards. */
export const Verdict = z.enum(["allowed", "allowed-with-warnings", "blocked"]);
export type Verdict = z.infer<typeof Verdict>;
