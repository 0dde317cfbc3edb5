import { invalidInput, type ParameterInput, referenceIn } from "@stagepass/contracts";
import { sameJson } from "../common/same-json.ts";
import type { NextParameter, StoredParameter } from "../versions/profile.ts";

/** Seals new values of one profile and opens the stored ones that a save needs. */
export interface ProfileValues {
  seal(key: string, value: string): Uint8Array;
  /** Returns the stored value of a sealed parameter that is kept or given again. */
  unseal(stored: StoredParameter): string;
}

/**
 * Returns the parameters of a new version: the given ones, in their order. A parameter whose value is left out or has
 * not changed keeps its stored row, and one that does not say whether it is sensitive stays as it was. Throws
 * `invalid` for a new parameter without a value.
 */
export function mergeParameters(
  given: readonly ParameterInput[],
  stored: readonly StoredParameter[],
  values: ProfileValues,
): NextParameter[] {
  const storedByKey = new Map(stored.map((parameter) => [parameter.key, parameter]));
  return assertMerged(given.map((input) => mergeParameter(input, storedByKey.get(input.key), values)));
}

/** Returns merged parameters, or throws `invalid` with the messages of rules among them, each at its place in the list. */
export function assertMerged<Next extends object>(merged: readonly (Next | string)[]): Next[] {
  const violations = merged.flatMap((next, index) =>
    typeof next === "string" ? [{ path: `$.parameters[${index}]`, message: next }] : [],
  );
  if (violations.length > 0) throw invalidInput(violations);
  return merged.filter((next) => typeof next !== "string");
}

/**
 * Returns one parameter of a new version, made from what is given and what is stored for it, or the message of the
 * rule that it breaks.
 */
export function mergeParameter(
  given: ParameterInput,
  stored: StoredParameter | undefined,
  values: ProfileValues,
): NextParameter | string {
  const { key, value } = given;
  const reference = referenceIn(given);
  const sensitive = given.sensitive ?? stored?.sensitive ?? true;
  if (reference !== undefined) {
    const kept = stored?.content.kind === "reference" && sameJson(stored.content.reference, reference);
    return { key, sensitive, value: kept ? stored : { kind: "reference", reference } };
  }
  if (value !== undefined) {
    const kept = stored?.content.kind === "sealed" && values.unseal(stored) === value;
    return { key, sensitive, value: kept ? stored : { kind: "sealed", sealed: values.seal(key, value) } };
  }
  if (stored === undefined)
    return `is new, so it needs a value, secretsManager or ssm: nothing is stored for ${key}`;
  if (stored.content.kind === "destroyed")
    return `needs a value, secretsManager or ssm: ${key}'s was destroyed`;
  return { key, sensitive, value: stored };
}
