import { mostPartsOfMessage } from "@stagepass/contracts";

/** A question or an answer that is about to be sent. */
export interface OutgoingPart {
  readonly subject: string;
  readonly id: string;
  /** It, as JSON. */
  readonly text: string;
  /** Returns the subject at which the questions of one message are answered. An answer has none. */
  replyTo?(ids: readonly string[]): string;
  /** Called if it cannot be sent. */
  reject?(reason: unknown): void;
}

/** What is sent as one message. */
export interface Packed {
  readonly subject: string;
  readonly parts: readonly OutgoingPart[];
}

/** A part that would make a message longer than this, in characters, goes into the next one. */
const enough = 64 * 1024;

/**
 * Packs what goes to the same subject into few messages: a message costs the server and both ends as much as some thousand
 * bytes. Messages are bounded, so that the replicas of a service share the questions of a busy moment.
 */
export function pack(parts: readonly OutgoingPart[]): Packed[] {
  const packed: Packed[] = [];
  const open = new Map<string, { readonly parts: OutgoingPart[]; length: number }>();
  for (const part of parts) {
    const { subject, text } = part;
    let message = open.get(subject);
    if (
      message === undefined ||
      message.parts.length === mostPartsOfMessage ||
      message.length + text.length > enough
    ) {
      message = { parts: [], length: 0 };
      open.set(subject, message);
      packed.push({ subject, parts: message.parts });
    }
    message.parts.push(part);
    message.length += text.length;
  }
  return packed;
}
