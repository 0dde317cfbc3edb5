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

/**
 * What the credentials are for: `deploy` demands a verdict over everything that the profile requires, `plan` gives
 * read-only credentials before a template exists.
 */
export const Purpose = z.enum(["deploy", "plan"]);
export type Purpose = z.infer<typeof Purpose>;

/** The id of a resolution and of the record kept of it. */
export const DeploymentId = z.string().regex(/^dep_[A-Za-z0-9_-]{22}$/, "must be a deployment id (dep_…)");
