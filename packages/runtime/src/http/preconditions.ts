import type { IncomingHttpHeaders } from "node:http";
import { Problem } from "@stagepass/contracts";
import type { Conditions, TagCondition } from "./route.ts";

/** Reads the conditions of a change: `If-Match` and `If-None-Match` (RFC 9110, section 13.1). Throws `malformed`. */
export function readConditions(headers: IncomingHttpHeaders): Conditions {
  return {
    ifMatch: parseTags("If-Match", headers["if-match"]),
    // Only If-None-Match compares weak tags like strong ones (RFC 9110, section 13.1.2).
    ifNoneMatch: parseTags("If-None-Match", headers["if-none-match"]?.replaceAll('W/"', '"')),
  };
}

function parseTags(name: string, header: string | undefined): TagCondition | undefined {
  if (header === undefined) return undefined;
  if (header.trim() === "*") return "any";
  const tags = header.split(",").map((tag) => tag.trim());
  if (tags.every((tag) => /^"[\x21\x23-\x7e]*"$/.test(tag))) return tags;
  throw new Problem(
    "malformed",
    `${name} must be * or a list of entity tags as an ETag header gave them, such as "7".`,
  );
}

/** The entity tag of a version or revision. */
export function entityTag(version: number): string {
  return `"${version}"`;
}

/**
 * Throws `precondition-failed` unless the conditions of a change hold. `current` is the version that tags are compared
 * with, or undefined if there is none. For a part of something larger, it is the version of the whole, and `isThere` says
 * whether the part exists, which decides about `*`.
 */
export function assertConditions(
  { ifMatch, ifNoneMatch }: Conditions,
  current: number | undefined,
  isThere = current !== undefined,
): void {
  if (ifMatch !== undefined && !matches(ifMatch, current, isThere)) {
    throw new Problem(
      "precondition-failed",
      current === undefined || (ifMatch === "any" && !isThere)
        ? "It does not exist, or does not any more. Leave If-Match out to create it."
        : `It is now at ${entityTag(current)}. Read it again, repeat your change on that, and send its ETag as If-Match.`,
    );
  }
  if (ifNoneMatch !== undefined && matches(ifNoneMatch, current, isThere)) {
    throw new Problem(
      "precondition-failed",
      "It exists already, and If-None-Match asks for that not to be. To change or delete what is there, read it and " +
        "send its ETag as If-Match in place of If-None-Match; to add something, choose another name.",
    );
  }
}

function matches(condition: TagCondition, current: number | undefined, isThere: boolean): boolean {
  if (condition === "any") return isThere;
  return current !== undefined && condition.includes(entityTag(current));
}
