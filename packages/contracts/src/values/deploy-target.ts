import { z } from "zod";
import { AppName, OrgName, Region, ServiceName, StageName } from "./names.ts";

/** What is being deployed, and where to. */
export const DeployTarget = z.strictObject({
  org: OrgName,
  app: AppName,
  stage: StageName,
  service: ServiceName,
  region: Region,
});
export type DeployTarget = z.infer<typeof DeployTarget>;

/** A target as far as its caller says it: there are clients that send no region, and some that send no service. */
export const KnownTarget = DeployTarget.partial({ service: true, region: true });
export type KnownTarget = z.infer<typeof KnownTarget>;

/** A target as far as safeguards can rely on it: a stage that is not resolved yet is left out, too. */
export const EvaluatedTarget = KnownTarget.partial({ stage: true });
export type EvaluatedTarget = z.infer<typeof EvaluatedTarget>;

/**
 * What the credentials are for: `deploy` demands a verdict over everything that the profile requires, `plan` gives
 * read-only credentials before a template exists.
 */
export const Purpose = z.enum(["deploy", "plan"]);
export type Purpose = z.infer<typeof Purpose>;

/** The id of a resolution and of the record kept of it. */
export const DeploymentId = z.string().regex(/^dep_[A-Za-z0-9_-]{22}$/, "must be a deployment id (dep_…)");
