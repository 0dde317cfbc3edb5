import { Problem } from "@stagepass/contracts";
import type { IfMatch } from "./http-route.ts";

/** Reads an `If-Match` header (RFC 9110, section 13.1.1). Throws `malformed`. */
export function parseIfMatch(header: string | undefined): IfMatch | undefined {
  if (header === undefined) return undefined;
  if (header.trim() === "*") return "any";
  const tags = header.split(",").map((tag) => tag.trim());
  if (tags.every((tag) => /^"[\x21\x23-\x7e]*"$/.test(tag))) return tags;
  throw new Problem(
    "malformed",
    'If-Match must be * or a list of entity tags as an ETag header gave them, such as "7".',
  );
}

/** The entity tag of a version or revision. */
export function entityTag(version: number): string {
  return `"${version}"`;
}

/** Refuses a change when the caller's condition does not hold. `current` is undefined when nothing is there. */
export function demandMatch(ifMatch: IfMatch | undefined, current: number | undefined): void {
  if (ifMatch === undefined) return;
  if (current !== undefined && (ifMatch === "any" || ifMatch.includes(entityTag(current)))) return;
  const state =
    current === undefined ? "It does not exist (any more)." : `It is now at ${entityTag(current)}.`;
  throw new Problem(
    "precondition-failed",
    `${state} Read it again, repeat your change on that, and send its ETag as If-Match.`,
  );
}
