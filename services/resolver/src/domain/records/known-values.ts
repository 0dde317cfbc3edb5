import {
  type DeployTarget,
  type Input,
  type OpenedParameter,
  type Output,
  type plan as Planning,
  Problem,
  type ProblemCode,
  planProblems,
  type open as Request,
} from "@stagepass/contracts";
import type { ProfileVersion, ReportPorts } from "./ports.ts";
import { isHighEntropy } from "./scrub/entropy.ts";
import type { KnownValue } from "./scrub/value-search.ts";

/** The value of a sensitive parameter. */
export interface SensitiveValue extends KnownValue {
  /**
   * Why the value is a secret: for its entropy, or because it is in AWS Secrets Manager. Null where neither holds: since
   * parameters are sensitive by default, most of these values are names and settings.
   */
  readonly secretBy: "entropy" | "reference" | null;
}

/**
 * Finds the profile versions whose values a report may contain: those that the key got for the target within the last
 * hours. They can be two, where the stage was an unresolved expression first. Otherwise it is the version that applies
 * now, since values can have reached the client in another way. There is none without values, as for an app without a
 * profile. Throws `not-found` for an app that does not exist.
 */
export async function findSources(
  ports: Pick<ReportPorts, "plan" | "listGivenVersions">,
  keyId: string,
  target: DeployTarget,
  withinHours: number,
): Promise<readonly ProfileVersion[]> {
  const given = await ports.listGivenVersions(keyId, target, withinHours);
  if (given.length > 0) return given;
  const { profile, parameterKeys } = await planAnyway(ports, target);
  return profile === null || parameterKeys.length === 0
    ? []
    : [{ name: profile.name, version: profile.version }];
}

/** What is opened to learn values: a version of a profile, or what a plan takes of services and instances as well. */
export type Opening = Pick<Input<typeof Request>, "profile" | "origins">;

/**
 * Finds what of a service and an instance applies to the target now, or undefined where its app resolves by profiles. What
 * applied when the values were sent is not kept: a value that was replaced since is not known any more. Throws what
 * planning throws, since a report that cannot be scrubbed is not kept.
 */
export async function findOpening(
  ports: Pick<ReportPorts, "plan">,
  target: DeployTarget,
): Promise<Opening | undefined> {
  const { origins, accessRole } = await planAnyway(ports, target);
  if (origins === undefined) return undefined;
  const parameters = origins.parameters.filter(({ source }) => source !== "profile");
  if (parameters.length === 0) return undefined;
  return { origins: { ...origins, parameters, staticKeys: null, accessRole } };
}

/**
 * What is set for the target now, also where a deploy would be refused by now: a report tells of a deploy that happened.
 * Throws `not-found`.
 */
async function planAnyway(
  ports: Pick<ReportPorts, "plan">,
  target: DeployTarget,
): Promise<Output<typeof Planning>> {
  try {
    return await ports.plan({ target });
  } catch (error) {
    if (!(error instanceof Problem) || !isRefusal(error.code)) throw error;
    return ports.plan({ target, evenIfRefused: true });
  }
}

function isRefusal(code: ProblemCode): boolean {
  return code !== "not-found" && planProblems.some((each) => each === code);
}

/** The problems of values that are destroyed, or that Stagepass may no longer read. A retry does not help. */
const gone: ReadonlySet<ProblemCode> = new Set([
  "conflict",
  "not-found",
  "role-not-assumable",
  "secret-not-readable",
]);

/**
 * Returns the values of the sensitive parameters of what is opened, the newest first. From AWS Secrets Manager it reads
 * the current value. Throws what opening throws, since a report that cannot be scrubbed is not kept. It skips only older
 * versions whose values are gone, since no report could be kept for hours otherwise.
 */
export async function openKnownValues(
  ports: Pick<ReportPorts, "open">,
  target: DeployTarget,
  deploymentId: string,
  openings: readonly Opening[],
): Promise<SensitiveValue[]> {
  const open = async (opening: Opening, age: number): Promise<OpenedParameter[]> => {
    try {
      return (await ports.open({ target, deploymentId, ...opening })).parameters;
    } catch (error) {
      if (age > 0 && error instanceof Problem && gone.has(error.code)) return [];
      throw error;
    }
  };
  const opened = await Promise.all(openings.map(open));
  return opened
    .flat()
    .filter(({ sensitive }) => sensitive)
    .map(({ key, value, referenced }) => ({ key, value, secretBy: secretBy(value, referenced) }));
}

function secretBy(value: string, referenced: boolean): SensitiveValue["secretBy"] {
  if (isHighEntropy(value)) return "entropy";
  return referenced ? "reference" : null;
}
