import type { ValueReference } from "@stagepass/contracts";
import type { StoredContent } from "../../domain/versions/profile.ts";

/** Says what is stored as a parameter's value, from what its row holds. */
export function storedContentOf(reference: ValueReference | null, sealed: boolean): StoredContent {
  if (reference !== null) return { kind: "reference", reference };
  return { kind: sealed ? "sealed" : "destroyed" };
}
