/** What a custom policy may use of the machine. Both sides of the process boundary read these limits. */
export const limits = {
  /** How long a policy may run on a processor, counted from when its document is read. */
  runMs: 250,
  /** How much later than `runMs` the process is killed from outside, for work that the engine cannot interrupt. */
  graceMs: 100,
  /** From the call to the answer, including the time in the queue and for reading the document, by the clock. */
  totalMs: 2_000,
  /** When a start is given up, by the clock: a busy machine can take a minute for what is done in half a second. */
  startMs: 5 * 60_000,
  /** When a process is killed that got no processor, or does nothing, by the clock. */
  processMs: 10_000,
  /** The memory of a JavaScript policy beyond what its document takes. */
  memoryBytes: 32 * 1024 * 1024,
  /** The memory that the document may take in front of a JavaScript policy. */
  documentBytes: 192 * 1024 * 1024,
  /** The longest request to a child. The document of the largest request body fits twice. */
  requestBytes: 16 * 1024 * 1024,
  /** The longest answer of a child. */
  replyBytes: 512 * 1024,
  messages: 50,
  messageLength: 2_000,
} as const;

/** The message about a policy that was stopped because it ran too long. */
export const ranTooLong = `The policy ran longer than ${limits.runMs} ms and was stopped.`;

/** The message, cut to the length that may leave the sandbox. */
export function shortened(message: string): string {
  return message.length <= limits.messageLength ? message : `${message.slice(0, limits.messageLength - 1)}…`;
}
