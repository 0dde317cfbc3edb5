import type { Msg } from "nats";
import { z } from "zod";

/** One of the questions in a message. Each has a limit and a trace of its own. */
export const QuestionPart = z.object({
  id: z.string(),
  /** The time that is left, as a duration, since clocks differ. It is left out where it is as long as the contract allows. */
  timeoutMs: z.number().positive().optional(),
  requestId: z.string().optional(),
  /** W3C trace context. */
  traceparent: z.string().optional(),
  tracestate: z.string().optional(),
  input: z.unknown().optional(),
});
export type QuestionPart = z.infer<typeof QuestionPart>;

/** One of the answers in a message. */
export const AnswerPart = z.object({
  /** The id of the question. */
  id: z.string(),
  output: z.unknown().optional(),
  /** It is there in place of an output. */
  problem: z.unknown().optional(),
});
export type AnswerPart = z.infer<typeof AnswerPart>;

/** The questions of a message. Throws `UnreadableError` for a message that is not of Stagepass. */
export const readQuestions = readerOf(QuestionPart);
/** The answers of a message. Throws `UnreadableError` for a message that is not of Stagepass. */
export const readAnswers = readerOf(AnswerPart);

/** Thrown for a message that is not as the services write them. */
export class UnreadableError extends Error {}

const utf8 = new TextDecoder();

function readerOf<P extends z.ZodType>(part: P): (message: Pick<Msg, "data">) => z.infer<P>[] {
  const parts = z.array(part);
  return ({ data }) => {
    try {
      return parts.parse(JSON.parse(utf8.decode(data)));
    } catch (cause) {
      throw new UnreadableError("The message is not a list of questions or answers.", { cause });
    }
  };
}
