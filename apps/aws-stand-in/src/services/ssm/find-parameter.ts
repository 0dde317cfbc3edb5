import { AwsError } from "../../http/aws-error.ts";
import { accessDenied, authorize } from "../../policies/authorize.ts";
import type { Parameter, ParameterVersion } from "../../state/parameter.ts";
import type { CallContext } from "../aws-service.ts";

const PARAMETER_ARN = /^arn:[\w-]+:ssm:[\w-]+:(\d{12}):parameter\/[^:]+$/;

/** Returns the ARN that a name means for the caller. The slash at the beginning of a name is also the ARN's own. */
export function arnOf({ caller, region }: CallContext, nameOrArn: string): string {
  if (nameOrArn.startsWith("arn:")) return nameOrArn;
  return `arn:${caller.partition}:ssm:${region}:${caller.accountId}:parameter/${nameOrArn.replace(/^\//, "")}`;
}

/**
 * Returns the parameter that a name or an ARN means for the caller, or undefined when there is none. Throws
 * access-denied unless the caller is allowed `action` on it, before it reveals whether there is one.
 */
export function findParameter(
  context: CallContext,
  action: string,
  nameOrArn: string,
): Parameter | undefined {
  const arn = arnOf(context, nameOrArn);
  const owner = PARAMETER_ARN.exec(arn)?.[1];
  if (owner !== undefined && owner !== context.caller.accountId) {
    const because = `because no resource-based policy allows the ${action} action`;
    throw accessDenied(context.caller, action, arn, because);
  }
  authorize(context.caller, action, arn);
  const found = context.store.state.parameters.get(arn);
  // `db` and `/db` are two names with one ARN, and only one of them can exist.
  const isMeant = nameOrArn.startsWith("arn:") || found?.name === nameOrArn;
  return isMeant && found?.region === context.region ? found : undefined;
}

/** Returns a parameter. Throws ParameterNotFound when there is none, and what {@link findParameter} throws. */
export function getParameterOf(context: CallContext, action: string, nameOrArn: string): Parameter {
  const parameter = findParameter(context, action, nameOrArn);
  if (parameter !== undefined) return parameter;
  throw new AwsError("ParameterNotFound", `Parameter ${nameOrArn} not found.`);
}

/** A parameter's name or ARN, with the version or the label that may follow a colon. */
export interface Named {
  readonly nameOrArn: string;
  readonly selector: string | undefined;
}

/** Takes apart what a request calls a name. */
export function parseName(text: string): Named {
  const [, nameOrArn = text, selector] = /^((?:arn:(?:[^:]*:){4})?[^:]*)(?::([^:]+))?$/.exec(text) ?? [];
  return { nameOrArn, selector };
}

/** Returns the version that a selector means, which is the newest one where there is none. */
export function findVersion(
  { versions }: Parameter,
  selector: string | undefined,
): ParameterVersion | undefined {
  if (selector === undefined) return versions.at(-1);
  return versions.find(({ version, labels }) => String(version) === selector || labels.includes(selector));
}

/** Returns a version as responses show it. The value of a SecureString is shown only with decryption. */
export function view(parameter: Parameter, version: ParameterVersion, { selector, decrypt }: Shown): object {
  const isHidden = version.type === "SecureString" && !decrypt;
  return {
    Name: parameter.name,
    ARN: parameter.arn,
    Type: version.type,
    Value: isHidden ? `encrypted:${parameter.name}:${version.version}` : version.value,
    Version: version.version,
    ...(selector === undefined ? {} : { Selector: `:${selector}` }),
    LastModifiedDate: version.createdAtMs / 1_000,
    DataType: "text",
  };
}

interface Shown {
  readonly selector: string | undefined;
  readonly decrypt: boolean;
}
