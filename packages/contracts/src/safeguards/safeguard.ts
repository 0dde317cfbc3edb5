import { z } from "zod";
import { Description } from "../values/names.ts";
import { plainText } from "../values/plain-text.ts";
import { SafeguardExample } from "./safeguard-example.ts";
import { Exemption, SafeguardScope } from "./safeguard-scope.ts";

/** What a violation does: an `error` blocks the deploy, a `warning` is shown. */
export const EnforcementLevel = z.enum(["warning", "error"]);
export type EnforcementLevel = z.infer<typeof EnforcementLevel>;

/** One policy of a profile. `settings` fit the schema that the policy's catalogue entry gives. */
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

/** Why a safeguard was not judged: an input that it needs was not sent, or the deploy is none of its business. */
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

/** An exemption in force, with the messages of the violations that do not count because of it. */
export const AppliedExemption = Exemption.extend({ messages });
export type AppliedExemption = z.infer<typeof AppliedExemption>;

const judged = {
  name: z.string(),
  description: z.string().optional(),
  safeguard: z.string(),
  enforcementLevel: EnforcementLevel,
};
const findings = {
  messages,
  exemptions: z.array(AppliedExemption).optional(),
  /** How to keep the rule, when it was not found to be kept. */
  fix: z.string().optional(),
  /** The policy's page, such as `docs/safeguards/require-dlq.md`, likewise. */
  docs: z.string().optional(),
};

/** What came of one safeguard. */
export const SafeguardResult = z.discriminatedUnion("outcome", [
  z.object({ ...judged, outcome: z.enum(["passed", "warned", "failed"]), ...findings }),
  z.object({ ...judged, outcome: z.literal("skipped"), reason: SkipReason, ...findings }),
]);
export type SafeguardResult = z.infer<typeof SafeguardResult>;

export const Verdict = z.enum(["allowed", "allowed-with-warnings", "blocked"]);
export type Verdict = z.infer<typeof Verdict>;
