import {
  invalidInput,
  Problem,
  ProviderField,
  type ProviderPatch,
  type StaticKeys,
  type Violation,
} from "@stagepass/contracts";
import { sameJson } from "../common/same-json.ts";
import type { Provider, StoredKeys } from "./provider.ts";

/** Static keys of which nothing is new, or those that a request gives. */
export type NextKeys = { readonly kept: StoredKeys } | { readonly given: StaticKeys };

/** A provider as it is to be: every field of the contract, so that none can be forgotten here. */
export interface NextProvider extends Pick<Provider, Exclude<ProviderField, "staticKeys">> {
  readonly staticKeys: NextKeys | null;
}

/**
 * Returns a provider with the given fields; what is not given stays as it is. Throws `invalid` unless it then has either
 * a role or keys, and when it becomes the default while it is limited to apps. Throws `provider-in-use` when it is the
 * default and is to be limited.
 */
export function mergeProvider(current: Provider | undefined, given: ProviderPatch): NextProvider {
  const next: NextProvider = {
    description: given.description ?? current?.description ?? "",
    accessRole: given.accessRole === undefined ? (current?.accessRole ?? null) : given.accessRole,
    staticKeys: mergeKeys(current, given),
    isDefault: given.isDefault ?? current?.isDefault ?? false,
    apps: given.apps === undefined ? (current?.apps ?? null) : (given.apps?.toSorted() ?? null),
  };
  const violations = [...kindViolations(next, given), ...limitViolations(next, given)];
  if (violations.length > 0) throw invalidInput(violations);
  if (current !== undefined && next.isDefault && next.apps !== null) throw limitsTheDefault(current);
  return next;
}

/**
 * The names of the fields in which a provider differs from what it is to be. Whether the secret of its keys is another
 * one is not seen here, so the caller says whether it is.
 */
export function fieldsBetween(current: Provider, next: NextProvider, hasNewSecret: boolean): ProviderField[] {
  return ProviderField.options.filter((field) => {
    if (field !== "staticKeys") return !sameJson(current[field], next[field]);
    return hasNewSecret || (current.staticKeys === null) !== (next.staticKeys === null);
  });
}

function mergeKeys(current: Provider | undefined, { staticKeys }: ProviderPatch): NextKeys | null {
  if (staticKeys !== undefined) return staticKeys && { given: staticKeys };
  const kept = current?.staticKeys ?? null;
  return kept && { kept };
}

function kindViolations({ accessRole, staticKeys }: NextProvider, given: ProviderPatch): Violation[] {
  if (accessRole === null && staticKeys === null)
    return [{ path: "$.accessRole", message: "is missing: a provider needs an access role or static keys" }];
  if (accessRole === null || staticKeys === null) return [];
  const [field, other] = given.accessRole ? ["accessRole", "staticKeys"] : ["staticKeys", "accessRole"];
  const message = `cannot stand beside ${other}: a provider has one of them; send ${other} as null to replace it`;
  return [{ path: `$.${field}`, message }];
}

function limitViolations({ apps }: NextProvider, given: ProviderPatch): Violation[] {
  if (given.isDefault !== true || apps === null) return [];
  const message =
    "cannot be true: the default is for every app, and this provider is limited to some; send apps as null";
  return [{ path: "$.isDefault", message }];
}

function limitsTheDefault({ name }: Pick<Provider, "name">): Problem {
  return new Problem(
    "provider-in-use",
    `The provider ${name} cannot be limited to some apps: it is the organization's default, which is for every app. ` +
      "Make another provider the default first, or none: send isDefault as false.",
  );
}
