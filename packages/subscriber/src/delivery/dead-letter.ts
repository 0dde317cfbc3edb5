import type { JetStreamClient, JsMsg } from "nats";
import { z } from "zod";

/** A message that a subscriber gave up on, as the dead-letter stream keeps it under `dead-letter.<durable>`. */
export const DeadLetter = z.object({
  durable: z.string(),
  /** The subject that the message was published to. */
  subject: z.string(),
  /** The sequence number of the message in the event stream. */
  streamSequence: z.int(),
  /** How often the message was delivered. */
  deliveries: z.int(),
  /** The error of the last delivery. */
  error: z.string(),
  failedAt: z.iso.datetime(),
  /** The text of the message, or its first 18,000 characters. The event stream has all of it. */
  message: z.string(),
});
export type DeadLetter = z.infer<typeof DeadLetter>;

const publishTimeoutMs = 5_000;
/** A character can take six bytes in JSON, and a dead letter can have `maxLetterBytes`. */
const messageLength = 18_000;
const errorLength = 2_000;

/** Publishes a dead letter and waits until the stream has stored it. Throws the error of NATS otherwise. */
export async function keepDeadLetter(
  jetStream: JetStreamClient,
  durable: string,
  message: JsMsg,
  error: unknown,
): Promise<void> {
  const letter: DeadLetter = {
    durable,
    subject: message.subject,
    streamSequence: message.seq,
    deliveries: message.info.deliveryCount,
    error: (error instanceof Error ? error.message : String(error)).slice(0, errorLength),
    failedAt: new Date().toISOString(),
    message: message.string().slice(0, messageLength),
  };
  // The id stays the same if the message is given up again, which happens when its acknowledgement was lost.
  const original = message.headers?.get("Nats-Msg-Id") || String(message.seq);
  const keep = (msgID: string) =>
    jetStream.publish(`dead-letter.${durable}`, JSON.stringify(letter), { msgID, timeout: publishTimeoutMs });
  const { duplicate } = await keep(`${durable}:${original}`);
  // Other subscribers could have used this id for another letter. Keeping a letter twice is better than losing it.
  if (duplicate) await keep(`${durable}:${original}:${letter.failedAt}`);
}
