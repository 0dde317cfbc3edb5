import { retentionDays } from "@stagepass/runtime";
import { z } from "zod";
import { linkWithinHours } from "./domain/records/save-report.ts";

/** The environment of the resolver. */
export const Config = z.object({
  /** How many days deployments and their reports are kept: never less than a report looks back for its resolution. */
  RESOLVER_DEPLOYMENTS_RETENTION_DAYS: retentionDays(Math.ceil(linkWithinHours / 24)),
});
