import { z } from "zod";
import { defineRequest } from "../define/define.ts";
import { DeploymentId, DeployTarget } from "../values/deploy-target.ts";

/** The last record that a page of `listTargets` was made from. */
export const RecordPosition = z.strictObject({
  /** When it was requested, in microseconds since 1970. */
  requestedAtMicros: z.string().regex(/^\d{1,18}$/, "must be a number of microseconds"),
  id: DeploymentId,
});
export type RecordPosition = z.infer<typeof RecordPosition>;

const DeployedTarget = z.object({
  target: DeployTarget,
  /** When it was deployed last, in the records of this page. */
  deployedAt: z.iso.datetime(),
  /** The key with which it was. */
  by: z.string(),
});

/**
 * Lists what was deployed by the records of all organizations, oldest first: the targets of deploys that were resolved, and
 * of reports of a success. One page has each target once; another page can have it again.
 */
export const listTargets = defineRequest({
  subject: "resolver.v1.list-targets",
  summary: "What was deployed, by the records of deployments?",
  timeoutMs: 6_000,
  callers: ["profiles"],
  unknownFields: "dropped",
  input: z.strictObject({ after: RecordPosition.nullable() }),
  output: z.object({
    targets: z.array(DeployedTarget),
    /** Where the next page begins, or null after the last one. */
    next: RecordPosition.nullable(),
  }),
  throws: [],
});
