import { createHash } from "node:crypto";
import type { Tag } from "@aws-sdk/client-sts";
import type { WantedSession } from "../domain/sessions/session.ts";

const maxLength = 256;
const essentialKeys = new Set<string | undefined>(["stagepass:org", "stagepass:deployment"]);

/** Makes the tags of a session: what is deployed, as far as that is known, and for which deployment. */
export function sessionTags({ target, deploymentId }: Pick<WantedSession, "target" | "deploymentId">): Tag[] {
  const { org, app, stage, service } = target;
  return Object.entries({ org, app, stage, service, deployment: deploymentId }).flatMap(([name, text]) =>
    text === undefined ? [] : [{ Key: `stagepass:${name}`, Value: tagValue(text) }],
  );
}

/** Whether a tag says who the session belongs to. The other tags can be dropped when AWS has no room for them. */
export function isEssential({ Key }: Tag): boolean {
  return essentialKeys.has(Key);
}

/**
 * Returns a text of at most 256 of the characters that AWS allows in a tag. A text that had to be changed ends in a
 * digest of the original: IAM policies compare tags, so two stages must never have the same value.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_Tag.html
 */
export function tagValue(text: string): string {
  const allowed = text.replaceAll(/[^\p{L}\p{Z}\p{N}_.:/=+\-@]/gu, "_");
  if (allowed === text && text.length <= maxLength) return text;
  const suffix = `-${createHash("sha256").update(text).digest("hex").slice(0, 16)}`;
  // The cut must not leave half of a surrogate pair behind.
  return allowed.slice(0, maxLength - suffix.length).replace(/[\ud800-\udbff]$/, "") + suffix;
}
