/** A process or a thread that runs one task after the other. */
export interface PoolWorker<Task, Outcome> {
  /** How many tasks it was given. */
  readonly runs: number;
  /** False once it has ended or was told to end. It then runs no further task. */
  readonly isUsable: boolean;
  /** Settles when it has ended. */
  readonly ended: Promise<unknown>;
  /** Runs a task, one at a time, and never rejects: that the worker ended instead of answering is an outcome, too. */
  readonly run: (task: Task) => Promise<Outcome>;
  end(): void;
}

/** Starts a worker. `awaited` says that somebody waits for it; `signal` ends it at any time. */
export type StartWorker<W> = (start: {
  readonly awaited: boolean;
  readonly signal: AbortSignal;
}) => Promise<W>;
