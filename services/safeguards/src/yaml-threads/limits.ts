/** The limits for reading one YAML document. */
export const limits = {
  /** How long the reading of a document may take on a processor. The largest template takes about half of it. */
  runMs: 2_000,
  /** When a thread is ended that got no processor, or does nothing, by the clock. */
  hungMs: 60_000,
  /** When a start is given up, by the clock. */
  startMs: 5 * 60_000,
  /** From the call to the answer, including the time in the queue, by the clock. */
  totalMs: 3_000,
  /** The memory of a thread, in megabytes. The largest template takes about half of it. */
  memoryMb: 256,
  /**
   * How much of a thread's memory is for new objects, in megabytes. Node's default, 48, makes a thread that waits take 12 MB
   * more, and reads the largest template 3 % faster.
   */
  youngMemoryMb: 6,
} as const;
