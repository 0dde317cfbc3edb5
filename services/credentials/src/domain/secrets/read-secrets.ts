import type * as contracts from "@stagepass/contracts";
import { type Input, type Output, Problem, readAccessRole } from "@stagepass/contracts";
import { assumedArns } from "../access-roles/assumed-arns.ts";
import { openSession, type SessionPorts } from "../sessions/open-session.ts";
import type { Session } from "../sessions/session.ts";
import { pickJsonKey } from "./pick-json-key.ts";
import { PolicyTooLarge } from "./policy-too-large.ts";
import { locateSecret, type SecretLocation } from "./secret-location.ts";
import {
  type ReadSecret,
  type SecretParameter,
  type SecretReading,
  secretNotReadable,
} from "./secret-reading.ts";
import { groupByPolicy, secretsPolicy } from "./session-policy.ts";

/** What reading secrets needs from outside. */
export interface SecretPorts extends SessionPorts {
  /** Reads every one of the secrets. Throws `unavailable`. */
  fetchSecrets(session: Session, secrets: readonly SecretLocation[]): Promise<ReadSecret[]>;
}

type ReadInput = Input<typeof contracts.readSecrets>;

/** The duration of the shortest session that AWS issues, in seconds. It is more than long enough. */
const sessionSeconds = 900;

/**
 * Returns the values of references into Secrets Manager: all of them, or a problem. They are read with the profile's
 * own role only, because Stagepass's own identity might be able to read the secrets of every tenant. Throws
 * `secret-not-readable` and `role-not-assumable`.
 */
export async function readSecrets(
  ports: SecretPorts,
  input: ReadInput,
): Promise<Output<typeof contracts.readSecrets>> {
  const wanted = input.references.map((reference) => locate(reference, input));
  const secrets = new Map(wanted.map(({ secret }) => [identityOf(secret), secret]));
  const readings = await readGroups(ports, input, groupByPolicy([...secrets.values()]));
  return { values: wanted.map((parameter) => resolveValue(parameter, readings)) };
}

function locate({ key, reference }: ReadInput["references"][number], input: ReadInput): SecretParameter {
  const { roleArn } = input.accessRole;
  const secret = locateSecret(reference, roleArn, input.target.region);
  if (secret === undefined) {
    const reason =
      input.target.region === undefined
        ? `is not the ARN of a secret, and the client does not say its region. Refer to the secret by its ARN in the profile.`
        : `is neither the name nor the ARN of a secret. Correct it in the profile.`;
    throw new Problem("secret-not-readable", `The parameter ${key}: ${reference.secretId} ${reason}`);
  }
  return { key, secret, jsonKey: reference.jsonKey, roleArn };
}

/** Returns a text that is equal for references to the same version of the same secret, so that it is read once. */
function identityOf({ secretId, versionStage }: SecretLocation): string {
  return JSON.stringify([secretId, versionStage]);
}

type Readings = ReadonlyMap<string, SecretReading>;

async function readGroups(
  ports: SecretPorts,
  input: ReadInput,
  groups: readonly SecretLocation[][],
): Promise<Readings> {
  // All groups are awaited, so that nothing goes on in the background after one of them has failed.
  const results = await Promise.allSettled(groups.map((group) => readGroup(ports, input, group)));
  return new Map(
    results.flatMap((result) => {
      if (result.status === "rejected") throw result.reason;
      return [...result.value];
    }),
  );
}

async function readGroup(
  ports: SecretPorts,
  input: ReadInput,
  secrets: readonly SecretLocation[],
): Promise<Readings> {
  const { roleArn, externalIdOf } = assumedArns(input.accessRole, input.target, "deploy");
  const { sourceIdentity } = readAccessRole(input.accessRole);
  try {
    const session = await openSession(ports, {
      kind: "secrets",
      target: input.target,
      deploymentId: input.deploymentId,
      roleArn,
      externalIdOf,
      requestedSeconds: sessionSeconds,
      // A role may not allow a source identity at all, whoever the session is for.
      sourceIdentity,
      narrowing: { by: "inline-policy", document: secretsPolicy(secrets) },
    });
    const read = await ports.fetchSecrets(session, secrets);
    return new Map(read.map(({ secret, reading }) => [identityOf(secret), reading]));
  } catch (error) {
    if (!(error instanceof PolicyTooLarge) || secrets.length === 1) throw error;
    const middle = Math.ceil(secrets.length / 2);
    return readGroups(ports, input, [secrets.slice(0, middle), secrets.slice(middle)]);
  }
}

function resolveValue(parameter: SecretParameter, readings: Readings): { key: string; value: string } {
  const { key, secret, jsonKey } = parameter;
  const whole = readings.get(identityOf(secret));
  if (whole === undefined) throw new Error(`The secret of the parameter ${key} was not read.`);
  const reading =
    whole.outcome === "text" && jsonKey !== undefined ? pickJsonKey(whole.text, jsonKey) : whole;
  if (reading.outcome === "unreadable") throw secretNotReadable(reading.reason, parameter);
  return { key, value: reading.text };
}
