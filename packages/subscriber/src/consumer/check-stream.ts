import { eventStream } from "@stagepass/contracts";
import type { StreamInfo } from "nats";
import { SubscribeError } from "../errors/subscribe-error.ts";

/** Throws `stream-differs` unless the stream keeps every event for every subscriber across restarts. */
export function checkStream({ config }: StreamInfo): void {
  const wanted = { subjects: [...eventStream.subjects], retention: "limits", storage: "file" };
  const found = { subjects: config.subjects, retention: config.retention, storage: config.storage };
  const differing = (["subjects", "retention", "storage"] as const).filter(
    (name) => JSON.stringify(found[name]) !== JSON.stringify(wanted[name]),
  );
  if (differing.length === 0) return;
  const differences = differing.map(
    (name) => `its ${name} must be ${JSON.stringify(wanted[name])} and is ${JSON.stringify(found[name])}`,
  );
  throw new SubscribeError(
    "stream-differs",
    `Somebody configured the stream ${eventStream.name} otherwise: ${differences.join("; ")}. ${remedy(differing)}`,
  );
}

function remedy(differing: readonly string[]): string {
  if (differing.length === 1 && differing[0] === "subjects") {
    const subjects = eventStream.subjects.map((subject) => ` --subjects='${subject}'`).join("");
    return `Set it right with: nats stream edit ${eventStream.name}${subjects}`;
  }
  // JetStream cannot change either of these two on an existing stream.
  return (
    `Delete it as an administrator (nats stream rm ${eventStream.name}): Stagepass makes it anew within seconds, ` +
    "and publishes the events of the last 30 days again."
  );
}
