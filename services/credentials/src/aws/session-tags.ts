import { createHash } from "node:crypto";
import type { Tag } from "@aws-sdk/client-sts";
import type { WantedSession } from "../domain/sessions/session.ts";

const maxLength = 256;
const essentialKeys = new Set<string | undefined>(["stagepass:org", "stagepass:deployment"]);

/** The tags of a session: what is deployed, as far as that is known, and for which deployment. */
export function sessionTags({ target, deploymentId }: Pick<WantedSession, "target" | "deploymentId">): Tag[] {
  const { org, app, stage, service } = target;
  return Object.entries({ org, app, stage, service, deployment: deploymentId }).flatMap(([name, text]) =>
    text === undefined ? [] : [{ Key: `stagepass:${name}`, Value: tagValue(text) }],
  );
}

/** Whether a tag accounts for its session; the others can be dropped when AWS has no room for them. */
export function isEssential({ Key }: Tag): boolean {
  return essentialKeys.has(Key);
}

/**
 * A text in the characters that AWS allows in a tag, at most 256. One that had to be changed ends in a digest of what it
 * was: IAM policies compare tags, so two stages must never look like one.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_Tag.html
 */
export function tagValue(text: string): string {
  const allowed = text.replaceAll(/[^\p{L}\p{Z}\p{N}_.:/=+\-@]/gu, "_");
  if (allowed === text && text.length <= maxLength) return text;
  const suffix = `-${createHash("sha256").update(text).digest("hex").slice(0, 16)}`;
  // A cut must not leave half of a character behind.
  return allowed.slice(0, maxLength - suffix.length).replace(/[\ud800-\udbff]$/, "") + suffix;
}
