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
import { findSources, openKnownValues, type SensitiveValue } from "./known-values.ts";
import type { KeptReport, ReportPorts, ScrubbedRecord } from "./ports.ts";
import { recheckSafeguards } from "./recheck-safeguards.ts";
import { scrubJson } from "./scrub/scrub-json.ts";
import { scrubsText } from "./scrub/scrub-text.ts";
import { withholdOutputs } from "./withhold-outputs.ts";

/** Where a client's report is kept. */
export interface SavedReport {
  readonly deploymentId: string;
  /** Whether it had been kept before: the client said the same twice. */
  readonly repeated: boolean;
}

/** A deploy takes less; a resolution that is older belongs to something that never reported. */
const linkWithinHours = 12;

/** Two reports at once may choose the same resolution, of which one then looks for another. */
const maxAttempts = 4;

/**
 * Keeps a client's report of what it deployed or removed, for good, on the deployment that the resolution before it
 * made: same key, same target as far as it was known then, newest first, each once. Without one it makes a deployment
 * of its own, also after a block, where it names the block. Values of sensitive parameters are taken out before anything
 * is stored, and when that cannot be done nothing is; outputs are kept as they are or withheld as a whole.
 *
 * The same report under the same `deploymentUid` is kept once and answered again. Throws `conflict` when the content
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
  const values = await openKnownValues(ports, target, deploymentId, scrubbedWith);
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
  const values = await openKnownValues(ports, target, deploymentId, scrubbedWith);
  if (digestOf(ports, await scrub(ports, record, values)) === digest) return { deploymentId, repeated: true };
  throw new Problem(
    "conflict",
    `Another record of the deployment ${record.deploymentUid} is kept already, as ${deploymentId}. ` +
      "A deployment is recorded once; deploy again to make a new one.",
  );
}

async function scrub(
  ports: Pick<ReportPorts, "pause">,
  record: ReportInput,
  values: readonly SensitiveValue[],
): Promise<ScrubbedRecord> {
  const { outputs, ...rest } = record;
  const { deploymentUid, status, archived } = record;
  const judged = await withholdOutputs(outputs, values, ports.pause);
  const scrubbed = await scrubJson(rest, scrubsText(values), ports.pause);
  if (scrubbed.deploymentUid !== deploymentUid) {
    throw invalidInput([{ path: "$.deploymentUid", message: "must not be the value of a parameter" }]);
  }
  // Two words and a yes or no: nothing of a value can stand there.
  return { ...scrubbed, ...judged, status, archived };
}

/**
 * Of the scrubbed record: a digest of the whole would let values be guessed that stand in a known text. Its fields and
 * their order are those of the first version, whose digests are kept, and what came later is in it where there is any.
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
