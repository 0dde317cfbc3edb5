/** What reading a YAML document may use of the machine. */
export const limits = {
  /** How long a document is read; in time of its own on a processor. The largest template takes about a third of it. */
  runMs: 2_000,
  /** When a thread is given up that got no time from the machine, or stands still. */
  hungMs: 60_000,
  /** When a start is given up, in time on the wall. */
  startMs: 5 * 60_000,
  /** From the call to the answer, with waiting in the queue, in time on the wall. */
  totalMs: 3_000,
  /** The memory of a thread's values. The largest template takes about a third of it. */
  memoryMb: 256,
} as const;
