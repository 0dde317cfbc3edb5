import { z } from "zod";
import { AppName, OrgName, Region, ServiceName, StageName } from "./names.ts";
import type { Action } from "./rights/actions.ts";

/** What is being deployed, and where to. */
export const DeployTarget = z.strictObject({
  org: OrgName,
  app: AppName,
  stage: StageName,
  service: ServiceName,
  region: Region,
});
export type DeployTarget = z.infer<typeof DeployTarget>;

/** A target as far as the caller knows it: some clients send no region, and some of them no service either. */
export const KnownTarget = DeployTarget.partial({ service: true, region: true });
export type KnownTarget = z.infer<typeof KnownTarget>;

/** A target as far as safeguards can rely on it: a stage whose variables are not resolved yet is left out as well. */
export const EvaluatedTarget = KnownTarget.partial({ stage: true });
export type EvaluatedTarget = z.infer<typeof EvaluatedTarget>;

/**
 * What the credentials are for. A `deploy` needs a verdict on every safeguard of the profile; a `plan` receives read-only
 * credentials and may come before a template exists.
 */
export const Purpose = z.enum(["deploy", "plan"]);
export type Purpose = z.infer<typeof Purpose>;

/** What a caller needs to be permitted to resolve for a purpose. */
export const actionFor = {
  plan: "resolve:plan",
  deploy: "resolve:deploy",
} as const satisfies Record<Purpose, Action>;

/** The id of a resolution and of its record. */
export const DeploymentId = z.string().regex(/^dep_[A-Za-z0-9_-]{22}$/, "must be a deployment id (dep_…)");
