import { jsonPath } from "@stagepass/contracts";

/**
 * A location in a template or a declaration: the keys that lead to it from the root, and the value that stands there.
 */
export interface Location {
  readonly value: unknown;
  readonly keys: readonly PropertyKey[];
}

/** The location as the end of a message. */
export function where({ keys }: Location): string {
  return `in the template at ${jsonPath(keys)}`;
}
