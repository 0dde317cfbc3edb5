import { jsonPath } from "@stagepass/contracts";
import { type Location, where } from "../template/values/location.ts";

/** A breach of a rule, as a sentence for people. */
export interface PolicyViolation {
  readonly message: string;
  /** The logical id of the template's resource that breaks the rule, by which an exemption can name it. */
  readonly resource?: string;
}

/** A violation that stands at a place of the template; its message ends with where that is. */
export function violationAt(message: string, location: Location): PolicyViolation {
  const [section, resource] = location.keys;
  const sentence = `${message} (${where(location)})`;
  return section === "Resources" && typeof resource === "string"
    ? { message: sentence, resource }
    : { message: sentence };
}

/**
 * A violation that stands at a place of the declaration; its message ends with where that is. `resource` is what becomes
 * of it in the template, if anything does.
 */
export function violationDeclaredAt(message: string, { keys }: Location, resource?: string): PolicyViolation {
  const sentence = `${message} (in the declaration at ${jsonPath(keys)})`;
  return resource === undefined ? { message: sentence } : { message: sentence, resource };
}
