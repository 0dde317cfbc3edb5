import { z } from "zod";
import { DeployTarget } from "../values/deploy-target.ts";
import { plainText } from "../values/plain-text.ts";

/** The resolved declaration of a deploy: a serverless.yml as an object, with its variables resolved. */
export const Declaration = z.record(z.string(), z.unknown());

/** A compiled CloudFormation template: an object, or text that holds JSON or YAML. */
export const Template = z.union([z.record(z.string(), z.unknown()), z.string()], {
  error: "must be a CloudFormation template: an object, or a string that holds JSON or YAML",
});

/** States that the template has no resources on purpose. `false` is the same as leaving it out. */
export const EmptyOnPurpose = z.boolean().meta({
  description:
    "The template has no resources, on purpose. Without this, safeguards that need a template fail on an empty one.",
});

/** What safeguards evaluate. Parameters and credentials are never part of it. */
export const SafeguardInput = z.strictObject({
  target: DeployTarget,
  frameworkVersion: plainText(128).optional(),
  now: z.iso.datetime({ offset: true, local: true }).optional(),
  declaration: Declaration.optional(),
  template: Template.optional(),
  empty: EmptyOnPurpose.optional(),
});
export type SafeguardInput = z.infer<typeof SafeguardInput>;
