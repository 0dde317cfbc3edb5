import {
  type CopyInput,
  didYouMean,
  invalidInput,
  type ParameterInput,
  referenceField,
} from "@stagepass/contracts";
import type { Places } from "../parameters/set-parameters.ts";
import type { TargetParameter } from "../targets/target.ts";
import type { StoredParameter } from "../versions/profile.ts";
import type { Source } from "./find-source.ts";

/** Violations are reported at the key in the list. */
export const atKeys: Places = { of: (index) => `$.keys[${index}]`, all: "$.keys" };

/** Where parameters are copied to: what it is called, and what it has. */
export interface Destination {
  readonly title: string;
  readonly parameters: readonly TargetParameter[];
}

/**
 * Returns the parameters with these keys as if they had been given: with their values, or with their references. What is
 * sensitive in either place stays sensitive. Throws `invalid` for a key that has nothing to copy, and for one that the
 * destination has, unless it is to be replaced.
 */
export function takeParameters(
  source: Source,
  { title, parameters }: Destination,
  { keys, replace }: Pick<CopyInput, "keys" | "replace">,
): ParameterInput[] {
  const originals = new Map(source.parameters.map((parameter) => [parameter.key, parameter]));
  const there = new Map(parameters.map((parameter) => [parameter.key, parameter]));
  const taken = keys.map((key): ParameterInput | string => {
    const original = originals.get(key);
    if (original === undefined)
      return `names no parameter of ${source.title}.${didYouMean(key, originals.keys())}`;
    if ("isNone" in original) return `has no value on ${source.title}, on purpose: there is nothing to copy`;
    if (original.content.kind === "destroyed") return `cannot be copied: its value was destroyed`;
    const replaced = there.get(key);
    if (replaced !== undefined && !replace)
      return `is set on ${title}, too: say "replace": true to replace what is there`;
    return take(original, replaced, source.values);
  });
  const violations = taken.flatMap((one, index) =>
    typeof one === "string" ? [{ path: atKeys.of(index), message: one }] : [],
  );
  if (violations.length > 0) throw invalidInput(violations);
  return taken.filter((one) => typeof one !== "string");
}

function take(
  original: StoredParameter,
  replaced: TargetParameter | undefined,
  values: Source["values"],
): ParameterInput {
  const { key, content } = original;
  const wasSensitive = replaced !== undefined && "sensitive" in replaced && replaced.sensitive;
  const sensitive = original.sensitive || wasSensitive;
  if (content.kind === "reference")
    return { key, sensitive, [referenceField(content.reference)]: content.reference };
  return { key, sensitive, value: values.unseal(original) };
}
