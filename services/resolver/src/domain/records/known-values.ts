import { type DeployTarget, type OpenedParameter, Problem, type ProblemCode } from "@stagepass/contracts";
import type { ProfileVersion, ReportPorts } from "./ports.ts";
import { isHighEntropy } from "./scrub/entropy.ts";
import type { KnownValue } from "./scrub/value-search.ts";

/** The value of a sensitive parameter. */
export interface SensitiveValue extends KnownValue {
  /**
   * What makes it a secret whatever its parameter is for: its entropy, or that it stays in AWS Secrets Manager. Parameters
   * are sensitive unless somebody says otherwise, so that most of the others are names and settings.
   */
  readonly secretBy: "entropy" | "reference" | null;
}

/**
 * The profile versions whose values a client can have sent: those that its key was given for the target within the last
 * hours, which are two where a stage was asked for as an unresolved expression first. Else the one that applies now,
 * since values can have reached the client in another way. None where there are no values, as for an app without a
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
  try {
    const { profile, parameterKeys } = await ports.plan({ target });
    return parameterKeys.length === 0 ? [] : [{ name: profile.name, version: profile.version }];
  } catch (error) {
    if (error instanceof Problem && error.code === "no-profile") return [];
    throw error;
  }
}

/** What opening says of values that are gone, or that Stagepass may no longer read: asking again does not help. */
const gone: ReadonlySet<ProblemCode> = new Set([
  "conflict",
  "not-found",
  "role-not-assumable",
  "secret-not-readable",
]);

/**
 * The values of some versions' sensitive parameters, newest version first. A value in AWS Secrets Manager is the one that
 * is there now. Throws what opening throws, since what cannot be scrubbed is not kept. Only older versions whose values
 * are gone are passed over: they would keep every record from being kept until nobody was given them lately.
 */
export async function openKnownValues(
  ports: Pick<ReportPorts, "open">,
  target: DeployTarget,
  deploymentId: string,
  profiles: readonly ProfileVersion[],
): Promise<SensitiveValue[]> {
  const open = async (profile: ProfileVersion, age: number): Promise<OpenedParameter[]> => {
    try {
      return (await ports.open({ target, deploymentId, profile })).parameters;
    } catch (error) {
      if (age > 0 && error instanceof Problem && gone.has(error.code)) return [];
      throw error;
    }
  };
  const opened = await Promise.all(profiles.map(open));
  return opened
    .flat()
    .filter(({ sensitive }) => sensitive)
    .map(({ key, value, referenced }) => ({ key, value, secretBy: secretBy(value, referenced) }));
}

function secretBy(value: string, referenced: boolean): SensitiveValue["secretBy"] {
  if (isHighEntropy(value)) return "entropy";
  return referenced ? "reference" : null;
}
