import {
  assertCovered,
  assertOwnOrg,
  type DeployTarget,
  invalidInput,
  type Principal,
  Problem,
  type ReportInput,
} from "@stagepass/contracts";
import { findPrecedent } from "./find-precedent.ts";
import {
  findOpening,
  findSources,
  type Opening,
  openKnownValues,
  type SensitiveValue,
} from "./known-values.ts";
import type { KeptReport, ProfileVersion, ReportPorts, ScrubbedRecord } from "./ports.ts";
import { recheckSafeguards } from "./recheck-safeguards.ts";
import { scrubJson } from "./scrub/scrub-json.ts";
import { scrubsText } from "./scrub/scrub-text.ts";
import { withholdOutputs } from "./withhold-outputs.ts";

/** Where a client's report is kept. */
export interface SavedReport {
  readonly deploymentId: string;
  /** Whether the same report had been kept before. */
  readonly repeated: boolean;
}

/** A deploy takes less time. A resolution that is older belongs to a deploy that was never reported. */
export const linkWithinHours = 12;

/** When two reports choose the same resolution at the same time, one of them tries again. */
const maxAttempts = 4;

/**
 * Stores a client's report of what it deployed or removed, with the record of the resolution before it: the newest one of
 * the same key and, as far as it was known then, the same target, that has no report yet. Without such a resolution, and
 * after a block, the report becomes a deployment of its own. Values of sensitive parameters are removed before anything is
 * stored; when that is impossible, nothing is stored. Outputs are kept as they are, or withheld as a whole.
 *
 * The same report under the same `deploymentUid` is stored once, and gets the same answer again. Throws `conflict` when the content
 * differs, `invalid`, `forbidden` for a target that the key does not cover, `not-found`, and what opening parameters
 * throws.
 */
export async function saveReport(
  ports: ReportPorts,
  principal: Principal,
  target: DeployTarget,
  report: ReportInput,
): Promise<SavedReport> {
  assertOwnOrg(principal, target.org);
  assertCovered(principal, target);
  for (let attempt = 1; attempt <= maxAttempts; attempt++) {
    const saved = await trySave(ports, principal, target, report);
    if (saved !== undefined) return saved;
  }
  throw new Problem("unavailable", "Too many records of this app arrive at the same moment. Try again.");
}

async function trySave(
  ports: ReportPorts,
  principal: Principal,
  target: DeployTarget,
  record: ReportInput,
): Promise<SavedReport | undefined> {
  const { deploymentUid } = record;
  const kept = deploymentUid === null ? undefined : await ports.findKeptReport(target, deploymentUid);
  if (kept !== undefined) return answerAgain(ports, target, record, kept);

  const { resolution, ...block } = await findPrecedent(
    ports,
    principal.keyId,
    target,
    record,
    linkWithinHours,
  );
  const deploymentId = resolution?.deploymentId ?? ports.newDeploymentId();
  const scrubbedWith = await findSources(ports, principal.keyId, target, linkWithinHours);
  const values = await openKnownValues(
    ports,
    target,
    deploymentId,
    await openingsFor(ports, target, scrubbedWith),
  );
  const scrubbed = await scrub(ports, record, values);
  const isKept = await ports.keepReport({
    deploymentId,
    target,
    reportedBy: principal.keyId,
    isPreceded: resolution !== undefined,
    ...block,
    record: scrubbed,
    serverSafeguards: await recheckSafeguards(ports, target, scrubbed.versions.framework, resolution),
    digest: digestOf(ports, scrubbed),
    scrubbedWith,
  });
  return isKept ? { deploymentId, repeated: false } : undefined;
}

async function answerAgain(
  ports: ReportPorts,
  target: DeployTarget,
  record: ReportInput,
  { deploymentId, digest, scrubbedWith }: KeptReport,
): Promise<SavedReport> {
  const values = await openKnownValues(
    ports,
    target,
    deploymentId,
    await openingsFor(ports, target, scrubbedWith),
  );
  if (digestOf(ports, await scrub(ports, record, values)) === digest) return { deploymentId, repeated: true };
  throw new Problem(
    "conflict",
    `Another record of the deployment ${record.deploymentUid} is kept already, as ${deploymentId}. ` +
      "A deployment is recorded once; deploy again to make a new one.",
  );
}

/** What can have sent values to the client: versions of profiles, and what is set on the service and the instance. */
async function openingsFor(
  ports: Pick<ReportPorts, "plan">,
  target: DeployTarget,
  versions: readonly ProfileVersion[],
): Promise<Opening[]> {
  const ofTarget = await findOpening(ports, target);
  const ofProfiles = versions.map((profile) => ({ profile }));
  return ofTarget === undefined ? ofProfiles : [ofTarget, ...ofProfiles];
}

async function scrub(
  ports: Pick<ReportPorts, "pause">,
  record: ReportInput,
  values: readonly SensitiveValue[],
): Promise<ScrubbedRecord> {
  const { outputs, ...rest } = record;
  const { deploymentUid, status, archived } = record;
  const checked = await withholdOutputs(outputs, values, ports.pause);
  const scrubbed = await scrubJson(rest, scrubsText(values), ports.pause);
  if (scrubbed.deploymentUid !== deploymentUid) {
    throw invalidInput([{ path: "$.deploymentUid", message: "must not be the value of a parameter" }]);
  }
  // Scrubbing must not replace these two: they are an enum and a boolean, and hold no value of a parameter.
  return { ...scrubbed, ...checked, status, archived };
}

/**
 * The digest of a scrubbed report. A digest of the original would allow guessing values within a known text. The fields and
 * their order never change, since digests are stored; a field that was added later counts only where it is not empty.
 */
function digestOf(
  ports: Pick<ReportPorts, "digest">,
  { deploymentUid, status, archived, versions, outputs, details, withheldOutputs }: ScrubbedRecord,
): string {
  const digested = {
    ...{ deploymentUid, status, archived, versions, outputs, details },
    withheldOutputs: Object.keys(withheldOutputs).length === 0 ? undefined : withheldOutputs,
  } satisfies Record<keyof ScrubbedRecord, unknown>;
  return ports.digest(JSON.stringify(digested));
}
