import { Problem } from "@stagepass/contracts";

/** Thrown when there are too many requests. It is counted in the metrics and not logged each time. */
export class Overload extends Problem {}

interface Limits {
  /** How many requests the process works on at the same time. */
  readonly max: number;
  /** Called for each request that is rejected. */
  onRefused(reason: "full" | "share"): void;
}

/**
 * The requests that a process is working on. Beyond a maximum, further requests are rejected at once, since they would make
 * all of them slow. One caller can have at most half of the maximum, so that it leaves room for others.
 */
export class Workload {
  readonly #limits: Limits;
  readonly #share: number;
  readonly #byCaller = new Map<string, number>();
  #underWay = 0;

  constructor(limits: Limits) {
    this.#limits = limits;
    this.#share = Math.max(1, Math.floor(limits.max / 2));
  }

  /** Throws `Overload` if there is no room for one more request: `unavailable`, or `too-many-requests` for this caller. */
  assertRoom(caller: string): void {
    const { max, onRefused } = this.#limits;
    if (this.#underWay >= max) {
      onRefused("full");
      throw new Overload("unavailable", "Stagepass has more requests than it can answer. Try again shortly.");
    }
    if ((this.#byCaller.get(caller) ?? 0) >= this.#share) {
      onRefused("share");
      const detail = `This access key has ${this.#share} requests under way, as many as one may. Try again shortly.`;
      throw new Overload("too-many-requests", detail);
    }
  }

  /** Runs the work for a request of the caller. Throws what `assertRoom` throws. */
  async run<T>(caller: string, work: () => Promise<T>): Promise<T> {
    this.assertRoom(caller);
    this.#underWay += 1;
    this.#byCaller.set(caller, (this.#byCaller.get(caller) ?? 0) + 1);
    try {
      return await work();
    } finally {
      this.#underWay -= 1;
      const left = (this.#byCaller.get(caller) ?? 1) - 1;
      if (left === 0) this.#byCaller.delete(caller);
      else this.#byCaller.set(caller, left);
    }
  }
}
