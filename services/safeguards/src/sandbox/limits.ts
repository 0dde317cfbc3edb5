/** What a custom policy may use of the machine, in one place for both sides of the process boundary. */
export const limits = {
  /** How long a policy runs, counted from when the document lies before it; in time of its own on a processor. */
  runMs: 250,
  /** How much later than `runMs` the process is killed from outside, for what its engine cannot interrupt. */
  graceMs: 100,
  /** From the call to the answer, with waiting in the queue and reading the document, in time on the wall. */
  totalMs: 2_000,
  /** When a start is given up, in time on the wall: a busy machine can take a minute for what is done in half a second. */
  startMs: 5 * 60_000,
  /** When a process is killed that got no time from the machine, or stands still. */
  processMs: 10_000,
  /** The memory of a JavaScript policy beyond what its document takes. */
  memoryBytes: 32 * 1024 * 1024,
  /** The memory that the document may take in front of a JavaScript policy. */
  documentBytes: 192 * 1024 * 1024,
  /** The longest request to a child; a document of the largest body fits twice. */
  requestBytes: 16 * 1024 * 1024,
  /** The longest answer of a child. */
  replyBytes: 512 * 1024,
  messages: 50,
  messageLength: 2_000,
} as const;

/** What is said about a policy that was stopped for its time. */
export const ranTooLong = `The policy ran longer than ${limits.runMs} ms and was stopped.`;

/** The message, cut to the length that may leave the sandbox. */
export function shortened(message: string): string {
  return message.length <= limits.messageLength ? message : `${message.slice(0, limits.messageLength - 1)}…`;
}
