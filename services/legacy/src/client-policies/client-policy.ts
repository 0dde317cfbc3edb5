import { isJavascriptPattern } from "./javascript-pattern.ts";
import { statementOf } from "./javascript-statement.ts";

/** A policy that the clients have, with the settings that they pass to it. */
export interface ClientPolicy {
  readonly safeguardName: string;
  readonly safeguardConfig: unknown;
}

type Translate = (settings: unknown) => unknown;

/** For policies that take no settings in the clients. */
const none: Translate = () => null;

/**
 * Translates the settings of each policy that the clients have into the form that they read. The result is undefined
 * where the clients would crash, or decide something else.
 */
const translations: Readonly<Record<string, Translate>> = {
  "allowed-function-names": (settings) => {
    if (typeof settings !== "string") return undefined;
    const example = settings.replaceAll(/\$\{(?:SERVICE|STAGE|FUNCTION)\}/g, "a");
    if (!isJavascriptPattern(example)) return undefined;
    // The clients evaluate it as a template literal first, which takes one backslash of two.
    return settings.replaceAll(/[\\`]/g, "\\$&");
  },
  "allowed-regions": (settings) => (typeof settings === "string" ? [settings] : listOrNothing(settings)),
  "allowed-runtimes": listOrNothing,
  "allowed-stages": (settings) =>
    typeof settings === "string" ? patternOrNothing(settings) : objectOrNothing(settings),
  "forbid-lambda-apig-integration": none,
  "forbid-s3-http-access": none,
  "framework-version": (settings) => (typeof settings === "string" ? settings : undefined),
  "no-secret-env-vars": none,
  "no-wild-iam-role-statements": none,
  "require-cfn-role": none,
  "require-description": (settings) => ({
    // Zero would be the clients' own default.
    minLength: numberIn(settings, "minLength", 30) || 1,
    maxLength: numberIn(settings, "maxLength", 256) || 0.5,
  }),
  "require-dlq": none,
  // The clients demand no subnets where the minimum is missing, and crash where the settings are null.
  "require-global-vpc": (settings) => ({ minNumSubnets: numberIn(settings, "minNumSubnets", 2) }),
  "required-stack-tags": (settings) => {
    const tags = objectOrNothing(settings);
    return tags !== undefined && Object.values(tags).every((tag) => patternOrNothing(tag) !== undefined)
      ? tags
      : undefined;
  },
};

/** Translates a safeguard into a policy that the clients can evaluate. Undefined where they have none for it. */
export function clientPolicyFor(safeguard: string, settings: unknown): ClientPolicy | undefined {
  if (safeguard === "javascript") return runStatement(statementOf(settings));
  if (safeguard === "allowed-runtimes" && typeof settings === "string") return matchRuntimes(settings);
  const translate = Object.hasOwn(translations, safeguard) ? translations[safeguard] : undefined;
  const safeguardConfig = translate?.(settings);
  return safeguardConfig === undefined ? undefined : { safeguardName: safeguard, safeguardConfig };
}

/** A policy that always fails on the clients' side. */
export const failingPolicy: ClientPolicy = {
  safeguardName: "javascript",
  safeguardConfig: JSON.stringify("false"),
};

/** Their policy for code reads the code from a JSON string. */
function runStatement(statement: string | undefined): ClientPolicy | undefined {
  return statement === undefined
    ? undefined
    : { safeguardName: "javascript", safeguardConfig: JSON.stringify(statement) };
}

/** Their own policy accepts lists only: it would search the text of the expression for the runtime. */
function matchRuntimes(source: string): ClientPolicy | undefined {
  if (!isJavascriptPattern(source)) return undefined;
  return runStatement(
    `Object.keys(declaration.functions || {}).every(function (name) {
  var runtime = declaration.functions[name].runtime || declaration.provider.runtime;
  return new RegExp(${JSON.stringify(`^(?:${source})$`)}).test(runtime);
})`,
  );
}

function listOrNothing(value: unknown): unknown[] | undefined {
  return Array.isArray(value) ? value : undefined;
}

function objectOrNothing(value: unknown): object | undefined {
  return typeof value === "object" && value !== null ? value : undefined;
}

function patternOrNothing(value: unknown): string | undefined {
  return typeof value === "string" && isJavascriptPattern(value) ? value : undefined;
}

function numberIn(settings: unknown, name: string, otherwise: number): number {
  const value: unknown = objectOrNothing(settings) && Reflect.get(Object(settings), name);
  return typeof value === "number" ? value : otherwise;
}
