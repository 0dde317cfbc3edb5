import { jsonPath, type ViolationPlace } from "@stagepass/contracts";
import { type Location, where } from "../../template/values/location.ts";

/** A violation of a policy's rule, as a sentence for people. */
export interface PolicyViolation {
  readonly message: string;
  /** The logical id of the template's resource that breaks the rule, by which an exemption can name it. */
  readonly resource?: string;
  /** Where the rule is broken, if the policy knows a place. */
  readonly place?: ViolationPlace;
}

/** A violation at a location of the template, which ends its message. */
export function violationAt(message: string, location: Location): PolicyViolation {
  const [section, resource] = location.keys;
  const isOfResource = section === "Resources" && typeof resource === "string";
  return violationIn(
    "template",
    `${message} (${where(location)})`,
    location,
    isOfResource ? resource : undefined,
  );
}

/**
 * A violation at a location of the declaration, which ends its message. `resource` is the logical id of the
 * template's resource that the declaration becomes, if there is one.
 */
export function violationDeclaredAt(message: string, location: Location, resource?: string): PolicyViolation {
  const sentence = `${message} (in the declaration at ${jsonPath(location.keys)})`;
  return violationIn("declaration", sentence, location, resource);
}

function violationIn(
  document: ViolationPlace["document"],
  message: string,
  { keys }: Location,
  resource?: string,
): PolicyViolation {
  const place = { document, path: jsonPath(keys) };
  return resource === undefined ? { message, place } : { message, resource, place: { ...place, resource } };
}
