/** A task that was asked for. */
export interface Job<Task, Outcome> {
  /** The organization that caused it; empty where no organization did. */
  readonly owner: string;
  readonly task: Task;
  /** Whether somebody still waits for its outcome. */
  isWanted(): boolean;
  settle(outcome: Outcome): void;
}

/** Jobs that wait for a worker. */
export interface Queue<J extends { readonly owner: string }> {
  /** Lets a job wait. False when too many do already. */
  add(job: J): boolean;
  /**
   * The job to run now: the oldest one of an owner who has none running, or else the oldest of all. So an owner with
   * many jobs does not keep the others waiting.
   */
  take(): J | undefined;
  /** A job that was taken no longer runs. */
  release(job: J): void;
  /** A job no longer waits. */
  remove(job: J): void;
}

const maxWaiting = 512;
const maxWaitingOfOwner = 128;

/** A queue without jobs. */
export function createQueue<J extends { readonly owner: string }>(): Queue<J> {
  const waiting = new Set<J>();
  const running = new Set<J>();
  const of = (jobs: Set<J>, owner: string) => [...jobs].filter((job) => job.owner === owner).length;
  return {
    add(job) {
      if (waiting.size >= maxWaiting || of(waiting, job.owner) >= maxWaitingOfOwner) return false;
      waiting.add(job);
      return true;
    },
    take() {
      const jobs = [...waiting];
      const next = jobs.find(({ owner }) => of(running, owner) === 0) ?? jobs[0];
      if (next === undefined) return undefined;
      waiting.delete(next);
      running.add(next);
      return next;
    },
    release: (job) => void running.delete(job),
    remove: (job) => void waiting.delete(job),
  };
}
