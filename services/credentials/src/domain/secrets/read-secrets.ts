import type * as contracts from "@stagepass/contracts";
import { type Input, type Output, Problem, readAccessRole, type ValueReference } from "@stagepass/contracts";
import { assumedArns } from "../access-roles/assumed-arns.ts";
import { openSession, type SessionPorts } from "../sessions/open-session.ts";
import type { Session } from "../sessions/session.ts";
import { pickJsonKey } from "./pick-json-key.ts";
import { PolicyTooLarge } from "./policy-too-large.ts";
import type { SecretLocation } from "./secret-location.ts";
import {
  type ReadValue,
  type SecretReading,
  secretNotReadable,
  type UnreadableReason,
} from "./secret-reading.ts";
import { groupByPolicy, readingPolicy } from "./session-policy.ts";
import type { SsmLocation } from "./ssm-location.ts";
import { ssmNotReadable } from "./ssm-reading.ts";
import { identityOf, isSecret, isSsm, locateValue, type ValueLocation } from "./value-location.ts";

/** What reading secrets needs from outside. */
export interface SecretPorts extends SessionPorts {
  /** Reads every one of the secrets. Throws `unavailable`. */
  fetchSecrets(session: Session, secrets: readonly SecretLocation[]): Promise<ReadValue[]>;
  /** Reads every one of the parameters of SSM Parameter Store. Throws `unavailable`. */
  fetchSsm(session: Session, parameters: readonly SsmLocation[]): Promise<ReadValue[]>;
}

/** A parameter whose value stays in AWS, and the role that reads it. */
export interface Wanted {
  readonly key: string;
  readonly location: ValueLocation;
  readonly jsonKey: string | undefined;
  readonly roleArn: string;
}

type ReadInput = Input<typeof contracts.readSecrets>;

/** The duration of the shortest session that AWS issues, in seconds. It is more than long enough. */
const sessionSeconds = 900;

/**
 * Returns the values of references into Secrets Manager and SSM Parameter Store: all of them, or a problem. They are read
 * with the role of the deploy only, because Stagepass's own identity might be able to read the secrets of every tenant. Throws
 * `secret-not-readable` and `role-not-assumable`.
 */
export async function readSecrets(
  ports: SecretPorts,
  input: ReadInput,
): Promise<Output<typeof contracts.readSecrets>> {
  const wanted = input.references.map((reference) =>
    locateReference(reference, input.accessRole.roleArn, input.target.region),
  );
  const locations = new Map(wanted.map(({ location }) => [identityOf(location), location]));
  const readings = await readGroups(ports, input, groupByPolicy([...locations.values()]));
  return { values: wanted.map((parameter) => resolveValue(parameter, readings)) };
}

/** Locates what a parameter refers to. Throws `secret-not-readable` for what has no place. */
export function locateReference(
  { key, reference }: ReadInput["references"][number],
  roleArn: string,
  region: string | undefined,
): Wanted {
  const location = locateValue(reference, roleArn, region);
  if (location === undefined) throw notLocated(key, reference, region);
  return { key, location, jsonKey: "secretId" in reference ? reference.jsonKey : undefined, roleArn };
}

function notLocated(key: string, reference: ValueReference, region: string | undefined): Problem {
  const [named, title] =
    "secretId" in reference ? [reference.secretId, "a secret"] : [reference.name, "an SSM parameter"];
  const reason =
    region === undefined
      ? `is not the ARN of ${title}, and the client does not say its region. Refer to ${title.replace(/^an? /, "the ")} by its ARN in the profile.`
      : `is neither the name nor the ARN of ${title}. Correct it in the profile.`;
  return new Problem("secret-not-readable", `The parameter ${key}: ${named} ${reason}`);
}

type Readings = ReadonlyMap<string, SecretReading>;

async function readGroups(
  ports: SecretPorts,
  input: ReadInput,
  groups: readonly ValueLocation[][],
): Promise<Readings> {
  const readings = await allSettled(groups.map((group) => readGroup(ports, input, group)));
  return new Map(readings.flatMap((group) => [...group]));
}

/** Awaits all of the work, so that nothing goes on in the background after one of them has failed. */
async function allSettled<T>(work: readonly Promise<T>[]): Promise<T[]> {
  const results = await Promise.allSettled(work);
  return results.map((result) => {
    if (result.status === "rejected") throw result.reason;
    return result.value;
  });
}

async function readGroup(
  ports: SecretPorts,
  input: ReadInput,
  locations: readonly ValueLocation[],
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
      narrowing: { by: "inline-policy", document: readingPolicy(locations) },
    });
    const read = await fetchAll(ports, session, locations);
    return new Map(read.map(({ location, reading }) => [identityOf(location), reading]));
  } catch (error) {
    if (!(error instanceof PolicyTooLarge) || locations.length === 1) throw error;
    const middle = Math.ceil(locations.length / 2);
    return readGroups(ports, input, [locations.slice(0, middle), locations.slice(middle)]);
  }
}

/** Reads what is at each of the locations, with one session. Throws `unavailable`. */
export async function fetchAll(
  ports: Pick<SecretPorts, "fetchSecrets" | "fetchSsm">,
  session: Session,
  locations: readonly ValueLocation[],
): Promise<ReadValue[]> {
  const secrets = locations.filter(isSecret);
  const parameters = locations.filter(isSsm);
  const read = await allSettled([
    ...(secrets.length > 0 ? [ports.fetchSecrets(session, secrets)] : []),
    ...(parameters.length > 0 ? [ports.fetchSsm(session, parameters)] : []),
  ]);
  return read.flat();
}

function resolveValue(wanted: Wanted, readings: Readings): { key: string; value: string } {
  const { key, location, jsonKey } = wanted;
  const whole = readings.get(identityOf(location));
  if (whole === undefined) throw new Error(`The value of the parameter ${key} was not read.`);
  const reading =
    whole.outcome === "text" && jsonKey !== undefined ? pickJsonKey(whole.text, jsonKey) : whole;
  if (reading.outcome === "text") return { key, value: reading.text };
  throw problemOf(reading.reason, wanted);
}

/** Makes the problem `secret-not-readable` for a value that could not be read. It never holds the value. */
export function problemOf(reason: UnreadableReason, wanted: Wanted): Problem {
  const { key, location, jsonKey, roleArn } = wanted;
  return isSecret(location)
    ? secretNotReadable(reason, { key, secret: location, jsonKey, roleArn })
    : ssmNotReadable(reason, { key, ssm: location, roleArn });
}
