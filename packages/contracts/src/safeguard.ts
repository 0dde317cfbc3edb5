import { z } from "zod";
import { DeployTarget } from "./deploy-target.ts";
import { Description } from "./names.ts";
import { plainText } from "./plain-text.ts";

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
});
export type Safeguard = z.infer<typeof Safeguard>;

/** Why a safeguard was not judged: the input that it needs was not sent. */
export const SkipReason = z.enum(["needs-template", "needs-declaration", "needs-framework-version"]);
export type SkipReason = z.infer<typeof SkipReason>;

const judged = {
  name: z.string(),
  description: z.string().optional(),
  safeguard: z.string(),
  enforcementLevel: EnforcementLevel,
};
const messages = z.array(z.string());

/** What came of one safeguard. */
export const SafeguardResult = z.discriminatedUnion("outcome", [
  z.object({ ...judged, outcome: z.enum(["passed", "warned", "failed"]), messages }),
  z.object({ ...judged, outcome: z.literal("skipped"), reason: SkipReason, messages }),
]);
export type SafeguardResult = z.infer<typeof SafeguardResult>;

export const Verdict = z.enum(["allowed", "allowed-with-warnings", "blocked"]);
export type Verdict = z.infer<typeof Verdict>;

/** The resolved declaration of a deploy: the object that a serverless.yml becomes. */
export const Declaration = z.record(z.string(), z.unknown());

/** A compiled CloudFormation template: an object, or text that holds JSON or YAML. */
export const Template = z.union([z.record(z.string(), z.unknown()), z.string()], {
  error: "must be a CloudFormation template: an object, or a string that holds JSON or YAML",
});

/** What safeguards judge. Parameters and credentials are never part of it. */
export const SafeguardInput = z.strictObject({
  target: DeployTarget,
  frameworkVersion: plainText(128).optional(),
  now: z.iso.datetime({ offset: true, local: true }).optional(),
  declaration: Declaration.optional(),
  template: Template.optional(),
});
export type SafeguardInput = z.infer<typeof SafeguardInput>;
