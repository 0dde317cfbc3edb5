import {
  type ReferenceCheck,
  type RoleNames,
  readAccessRole,
  type ValueReference,
} from "@stagepass/contracts";
import { assumedArns } from "../access-roles/assumed-arns.ts";
import { pickJsonKey } from "../secrets/pick-json-key.ts";
import { fetchAll, locateReference, problemOf, type SecretPorts } from "../secrets/read-secrets.ts";
import type { SecretReading, UnreadableReason } from "../secrets/secret-reading.ts";
import { readingPolicy } from "../secrets/session-policy.ts";
import { sessionNameOf } from "../sessions/session-name.ts";
import { type Checker, type CheckPorts, findRole, type NamedRole, onRecord, targetOf } from "./check.ts";

/** What checking a reference needs from outside. */
export interface ReferenceCheckPorts
  extends CheckPorts,
    Pick<SecretPorts, "assumeRole" | "fetchSecrets" | "fetchSsm"> {}

/** Which reference is checked, with which role. */
interface Asked {
  readonly role: NamedRole;
  readonly target: RoleNames;
  readonly region?: string | undefined;
  readonly reference: ValueReference;
}

/** The duration of the shortest session that AWS issues, in seconds. */
const sessionSeconds = 900;

/**
 * Checks whether a reference can be read with a role, as a deploy reads it. The value is read, and never returned. It is on
 * record. Throws `not-found`, `invalid-role-arn`, `role-not-assumable`, `secret-not-readable` for a reference without a place,
 * `too-many-requests` and `unavailable`.
 */
export async function checkReference(
  ports: ReferenceCheckPorts,
  { org, by }: Checker,
  { role, target: names, region, reference }: Asked,
): Promise<ReferenceCheck> {
  const accessRole = await findRole(ports, org, role, names);
  const target = { ...targetOf(org, names), ...(region !== undefined && { region }) };
  const { roleArn, externalIdOf } = assumedArns(accessRole, target, "deploy");
  const wanted = locateReference({ key: "reference", reference }, roleArn, region);
  const id = ports.newCheckId();
  const check = { id, org, by, kind: "reference", roleArn, reference } as const;
  const reading = await onRecord(ports, check, async () => {
    const session = await ports.assumeRole(
      {
        ...{ kind: "secrets", target, deploymentId: id, roleArn, requestedSeconds: sessionSeconds },
        sourceIdentity: readAccessRole(accessRole).sourceIdentity,
        narrowing: { by: "inline-policy", document: readingPolicy([wanted.location]) },
        sessionName: sessionNameOf(target, id),
      },
      await ports.getExternalId(org, externalIdOf),
    );
    const [read] = await fetchAll(ports, session, [wanted.location]);
    if (read === undefined) throw new Error("The reference was not read.");
    return {
      reading: picked(read.reading, wanted.jsonKey),
      outcome: outcomeOf(picked(read.reading, wanted.jsonKey)),
    };
  });
  const answer = { checkId: id, checkedAt: ports.now().toISOString(), roleArn, outcome: reading.outcome };
  if (reading.reading.outcome === "text") return { ...answer, awsCode: null, detail: null };
  const { reason, awsCode = null } = reading.reading;
  return { ...answer, awsCode, detail: problemOf(reason, wanted).message };
}

function picked(reading: SecretReading, jsonKey: string | undefined): SecretReading {
  return reading.outcome === "text" && jsonKey !== undefined ? pickJsonKey(reading.text, jsonKey) : reading;
}

function outcomeOf(reading: SecretReading): ReferenceCheck["outcome"] {
  return reading.outcome === "text" ? "exists" : outcomes[reading.reason];
}

const outcomes = {
  missing: "not-found",
  deleted: "not-found",
  "no-such-json-key": "not-found",
  denied: "denied",
  "key-denied": "denied",
  "region-disabled": "denied",
  rejected: "unusable",
  binary: "unusable",
  "not-json": "unusable",
  "not-an-object": "unusable",
  "inexact-number": "unusable",
} satisfies Record<UnreadableReason, ReferenceCheck["outcome"]>;
