import { invalidInput, type ParameterInput, referenceField, type Violation } from "@stagepass/contracts";
import { contentOf, type NextVersion, type ProfileVersion, referenceOf } from "../versions/profile.ts";
import { assertSendable } from "./assert-sendable.ts";
import { mergeParameter, type ProfileValues } from "./merge-parameters.ts";
import { onlyOne, type Places, setParameters } from "./set-parameters.ts";

/**
 * Returns the content of a new version in which one parameter is added or changed and everything else stays. The rules
 * are those of a whole list; a violation's path begins at the one parameter. Throws `invalid`.
 */
export function mergeOneParameter(
  current: ProfileVersion,
  given: ParameterInput,
  values: ProfileValues,
): NextVersion {
  return mergeSomeParameters(current, [given], { values, places: onlyOne });
}

/** Does with several parameters what `mergeOneParameter` does with one, and reports violations at their places. */
export function mergeSomeParameters(
  current: ProfileVersion,
  given: readonly ParameterInput[],
  { values, places }: { readonly values: ProfileValues; readonly places: Places },
): NextVersion {
  const before = contentOf(current);
  const storedByKey = new Map(current.parameters.map((parameter) => [parameter.key, parameter]));
  const violations: Violation[] = [];
  const merged = given.flatMap((one, index) => {
    const next = mergeParameter(one, storedByKey.get(one.key), values);
    if (typeof next === "string") {
      violations.push({ path: places.of(index), message: next });
      return [];
    }
    const reference = referenceOf(next);
    if (before.accessRole === null && reference !== undefined) {
      const message = "needs an accessRole in the profile: the value is read with that role";
      violations.push({ path: places.of(index, referenceField(reference)), message });
    }
    return [next];
  });
  if (violations.length > 0) throw invalidInput(violations);
  const parameters = setParameters(before.parameters, merged, { title: "a profile", places });
  assertSendable({ next: parameters, given, path: places.all }, values);
  return { ...before, parameters };
}
