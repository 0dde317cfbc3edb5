import { invalidInput, referenceIn, type TargetParameterInput, type Violation } from "@stagepass/contracts";
import { assertSendable, maxValuesBytes } from "../parameters/assert-sendable.ts";
import { assertMerged, mergeParameter, type ProfileValues } from "../parameters/merge-parameters.ts";
import { onlyOne, type Places, setParameters } from "../parameters/set-parameters.ts";
import { keep } from "../versions/profile.ts";
import type { NextTarget, NextTargetParameter, Target, TargetField, TargetParameter } from "./target.ts";

/** A change of a service or an instance. A field that is left out stays as it is. */
export type TargetPatch = {
  readonly [F in Exclude<TargetField, "parameters">]?: NextTarget[F] | undefined;
} & { readonly parameters?: readonly TargetParameterInput[] | undefined };

/** What seals and opens the values of a service or an instance, and what it is called in a message. */
export interface MergeContext {
  readonly values: ProfileValues;
  readonly title: string;
  /** What a new service or instance begins with. Without it, that is nothing. */
  readonly beginning?: NextTarget;
}

/** Half of what a deploy can be sent: it can get the values of a service and of its instance together. */
export const maxTargetValuesBytes = maxValuesBytes / 2;

/** Nothing is set. */
export const emptyTarget: NextTarget = {
  description: "",
  provider: null,
  inherits: true,
  requiredParameters: [],
  parameters: [],
};

/**
 * Returns what a service or an instance is to hold: the given fields, and the current ones where none is given, or for a
 * new one those that it begins with. A list replaces the whole list. Throws `invalid` for a new parameter without a value,
 * and for more values than fit.
 */
export function mergeTarget(
  current: Target | undefined,
  given: TargetPatch,
  { values, title, beginning = emptyTarget }: MergeContext,
): NextTarget {
  const before = current === undefined ? beginning : contentOf(current);
  const { provider = before.provider } = given;
  const fields = {
    description: given.description ?? before.description,
    provider,
    inherits: given.inherits ?? before.inherits,
    requiredParameters: given.requiredParameters ?? before.requiredParameters,
  };
  if (given.parameters === undefined) return { ...fields, parameters: before.parameters };
  const storedByKey = new Map(current?.parameters.map((parameter) => [parameter.key, parameter]));
  const merged = given.parameters.map((input) => mergeOne(input, storedByKey.get(input.key), values));
  const parameters = assertMerged<NextTargetParameter>(merged);
  assertFits(parameters, given.parameters, { values, title, path: "$.parameters" });
  return { ...fields, parameters };
}

/**
 * Returns what a service or an instance is to hold when one parameter is added or changed and everything else stays. A
 * violation's path begins at the one parameter. Throws `invalid`.
 */
export function mergeTargetParameter(
  current: Target | undefined,
  given: TargetParameterInput,
  context: MergeContext,
): NextTarget {
  return mergeTargetParameters(current, [given], context, onlyOne);
}

/** Does with several parameters what `mergeTargetParameter` does with one, and reports violations at their places. */
export function mergeTargetParameters(
  current: Target | undefined,
  given: readonly TargetParameterInput[],
  { values, title, beginning = emptyTarget }: MergeContext,
  places: Places,
): NextTarget {
  const target = current === undefined ? beginning : contentOf(current);
  const storedByKey = new Map(current?.parameters.map((parameter) => [parameter.key, parameter]));
  const violations: Violation[] = [];
  const merged = given.flatMap((one, index) => {
    const next = mergeOne(one, storedByKey.get(one.key), values);
    if (typeof next !== "string") return [next];
    violations.push({ path: places.of(index), message: next });
    return [];
  });
  if (violations.length > 0) throw invalidInput(violations);
  const parameters = setParameters(target.parameters, merged, { title: `the ${title}`, places });
  assertFits(parameters, given, { values, title, path: places.all });
  return { ...target, parameters };
}

/** Returns what is stored as what is to be stored. */
export function contentOf(current: Target): NextTarget {
  return { ...current, parameters: current.parameters.map(keepTargetParameter) };
}

/** Returns a stored parameter as one that is kept. */
export function keepTargetParameter(stored: TargetParameter): NextTargetParameter {
  return "isNone" in stored ? { key: stored.key, isNone: true, stored } : keep(stored);
}

function mergeOne(
  given: TargetParameterInput,
  stored: TargetParameter | undefined,
  values: ProfileValues,
): NextTargetParameter | string {
  const { key } = given;
  if (stored === undefined || !("isNone" in stored)) {
    return given.none ? { key, isNone: true, stored: null } : mergeParameter(given, stored, values);
  }
  const isNew = given.value !== undefined || referenceIn(given) !== undefined;
  return isNew ? mergeParameter(given, undefined, values) : { key, isNone: true, stored };
}

function assertFits(
  parameters: readonly NextTargetParameter[],
  given: readonly TargetParameterInput[],
  { values, title, path }: MergeContext & { readonly path: string },
): void {
  const next = parameters.flatMap((parameter) => ("isNone" in parameter ? [] : [parameter]));
  assertSendable({ next, given, path, holder: { title, maxBytes: maxTargetValuesBytes } }, values);
}
