import { jsonPath } from "@stagepass/contracts";
import { type Location, where } from "../../template/values/location.ts";

/** A violation of a policy's rule, as a sentence for people. */
export interface PolicyViolation {
  readonly message: string;
  /** The logical id of the template's resource that breaks the rule, by which an exemption can name it. */
  readonly resource?: string;
}

/** A violation at a location of the template, which ends its message. */
export function violationAt(message: string, location: Location): PolicyViolation {
  const [section, resource] = location.keys;
  const sentence = `${message} (${where(location)})`;
  return section === "Resources" && typeof resource === "string"
    ? { message: sentence, resource }
    : { message: sentence };
}

/**
 * A violation at a location of the declaration, which ends its message. `resource` is the logical id of the
 * template's resource that the declaration becomes, if there is one.
 */
export function violationDeclaredAt(message: string, { keys }: Location, resource?: string): PolicyViolation {
  const sentence = `${message} (in the declaration at ${jsonPath(keys)})`;
  return resource === undefined ? { message: sentence } : { message: sentence, resource };
}
