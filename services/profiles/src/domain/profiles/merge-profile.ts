import { invalidInput, type ProfilePatch, referenceField, type Violation } from "@stagepass/contracts";
import { assertSendable } from "../parameters/assert-sendable.ts";
import { mergeParameters, type ProfileValues } from "../parameters/merge-parameters.ts";
import {
  contentOf,
  type NextParameter,
  type NextVersion,
  type ProfileVersion,
  referenceOf,
} from "../versions/profile.ts";

const empty: NextVersion = { description: "", accessRole: null, parameters: [], safeguards: [], clients: {} };

/**
 * Returns the content of a new version: the given fields, and the current ones where none is given. A list replaces
 * the whole list. Throws `invalid` for a new parameter without a value, for a reference to a value in AWS without a role
 * to read it with, and for more values than fit in the message to a deploy.
 */
export function mergeProfile(
  current: ProfileVersion | undefined,
  given: ProfilePatch,
  values: ProfileValues,
): NextVersion {
  const before = current === undefined ? empty : contentOf(current);
  const next: NextVersion = {
    description: given.description ?? before.description,
    accessRole: given.accessRole === undefined ? before.accessRole : given.accessRole,
    safeguards: given.safeguards ?? before.safeguards,
    clients: given.clients === undefined ? before.clients : (given.clients ?? {}),
    parameters:
      given.parameters === undefined
        ? before.parameters
        : mergeParameters(given.parameters, current?.parameters ?? [], values),
  };
  if (next.accessRole === null) assertNoReferences(next.parameters, given);
  if (given.parameters !== undefined) {
    assertSendable({ next: next.parameters, given: given.parameters, path: "$.parameters" }, values);
  }
  return next;
}

/**
 * Throws `invalid` when a parameter is a reference. Without a role of its own, a profile's references could only be read
 * with Stagepass's own role, which must never read a tenant's secret.
 */
function assertNoReferences(parameters: readonly NextParameter[], given: ProfilePatch): void {
  const violations = parameters.flatMap((parameter, index): Violation[] => {
    const reference = referenceOf(parameter);
    if (reference === undefined) return [];
    if (given.parameters === undefined) {
      const message = `cannot be removed: the parameter ${parameter.key} is read from AWS with it`;
      return [{ path: "$.accessRole", message }];
    }
    const message = "needs an accessRole in the profile: the value is read with that role";
    return [{ path: `$.parameters[${index}].${referenceField(reference)}`, message }];
  });
  if (violations.length > 0) throw invalidInput(violations);
}
