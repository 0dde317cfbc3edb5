import type { Outcome, Request } from "../sandbox/child.ts";

/** A run that was asked for. */
export interface Job {
  /** Who caused it: the organization, or nothing for a policy that is only compiled. */
  readonly owner: string;
  readonly request: Request;
  /** Whether somebody still waits for its outcome. */
  isWanted(): boolean;
  settle(outcome: Outcome): void;
}

/** Runs that wait for a process. */
export interface Queue {
  /** Lets a job wait. False when too many do already. */
  add(job: Job): boolean;
  /**
   * The job to run now: the oldest of an owner who has none running, or else the oldest. So whoever keeps processes busy
   * waits for others, and others do not wait for all that he has sent.
   */
  take(): Job | undefined;
  /** A job that was taken no longer runs. */
  release(job: Job): void;
  /** A job no longer waits. */
  remove(job: Job): void;
}

const maxWaiting = 512;
const maxWaitingOfOwner = 128;

/** A queue without jobs. */
export function createQueue(): Queue {
  const waiting = new Set<Job>();
  const running = new Set<Job>();
  const of = (jobs: Set<Job>, owner: string) => [...jobs].filter((job) => job.owner === owner).length;
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
