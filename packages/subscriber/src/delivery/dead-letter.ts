import type { JetStreamClient, JsMsg } from "nats";
import { z } from "zod";

/** What a subscriber gave up on, as the dead-letter stream keeps it under `dead-letter.<durable>`. */
export const DeadLetter = z.object({
  durable: z.string(),
  /** The subject that the message was published to. */
  subject: z.string(),
  /** Its place in the event stream. */
  streamSequence: z.int(),
  /** How often it was delivered. */
  deliveries: z.int(),
  /** What went wrong the last time. */
  error: z.string(),
  failedAt: z.iso.datetime(),
  /** The message as it was, or the first eighteen thousand characters of it; the event stream has all of it. */
  message: z.string(),
});
export type DeadLetter = z.infer<typeof DeadLetter>;

const publishTimeoutMs = 5_000;
/** In JSON a character takes up to six bytes, and a letter has at most `maxLetterBytes`. */
const messageLength = 18_000;
const errorLength = 2_000;

/** Keeps a message that was given up; answers once the stream has it. Throws what NATS says otherwise. */
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
  // The same id when it is given up again, because the word that it was given up got lost.
  const original = message.headers?.get("Nats-Msg-Id") || String(message.seq);
  const keep = (msgID: string) =>
    jetStream.publish(`dead-letter.${durable}`, JSON.stringify(letter), { msgID, timeout: publishTimeoutMs });
  const { duplicate } = await keep(`${durable}:${original}`);
  // Whoever may write letters may have used the id for another one: rather a letter twice than none.
  if (duplicate) await keep(`${durable}:${original}:${letter.failedAt}`);
}
