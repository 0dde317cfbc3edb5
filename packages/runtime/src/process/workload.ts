import { Problem } from "@stagepass/contracts";

/** Refused before any work, since there is too much of it. It is counted, and not logged for each. */
export class Overload extends Problem {}

interface Limits {
  /** How many requests a process works on at the same time. */
  readonly max: number;
  /** Called for each request that is refused. */
  onRefused(reason: "full" | "share"): void;
}

/**
 * What a process works on. A request more than it can work on would make all of them slow, so it is refused at once; and
 * no caller may have more than half of it, so that one cannot keep out the others.
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

  /** Throws `Overload` where one more request, of this caller, would be too many: `unavailable` or `too-many-requests`. */
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

  /** Does the work for a request of the caller. Throws what `assertRoom` throws. */
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
