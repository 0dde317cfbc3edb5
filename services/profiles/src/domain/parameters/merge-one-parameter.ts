import { invalidInput, maxParameters, type ParameterInput, referenceField } from "@stagepass/contracts";
import { contentOf, type NextVersion, type ProfileVersion, referenceOf } from "../versions/profile.ts";
import { assertSendable } from "./assert-sendable.ts";
import { mergeParameter, type ProfileValues } from "./merge-parameters.ts";

/**
 * Returns the content of a new version in which one parameter is added or changed and everything else stays. The rules
 * are those of a whole list; a violation's path begins at the one parameter. Throws `invalid`.
 */
export function mergeOneParameter(
  current: ProfileVersion,
  given: ParameterInput,
  values: ProfileValues,
): NextVersion {
  const before = contentOf(current);
  const stored = current.parameters.find(({ key }) => key === given.key);
  const next = mergeParameter(given, stored, values);
  if (typeof next === "string") throw invalidInput([{ path: "$", message: next }]);
  const reference = referenceOf(next);
  if (before.accessRole === null && reference !== undefined) {
    const message = "needs an accessRole in the profile: the value is read with that role";
    throw invalidInput([{ path: `$.${referenceField(reference)}`, message }]);
  }
  if (stored === undefined && before.parameters.length >= maxParameters) {
    const message = `is one more than ${maxParameters}, the most that a profile can have; remove another parameter first`;
    throw invalidInput([{ path: "$", message }]);
  }
  // An existing parameter keeps its position, so that changing its value is no change of the others.
  const parameters =
    stored === undefined
      ? [...before.parameters, next]
      : before.parameters.map((parameter) => (parameter.key === given.key ? next : parameter));
  assertSendable({ next: parameters, given: [given], path: "$" }, values);
  return { ...before, parameters };
}
