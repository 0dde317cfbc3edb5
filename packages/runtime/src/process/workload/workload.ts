import { Problem } from "@stagepass/contracts";
import { Limit, type LimitSettings } from "./limit.ts";

/** Thrown when there are too many requests. It is counted in the metrics and not logged each time. */
export class Overload extends Problem {}

/** Why a request was rejected: there are too many, or its caller has too many. */
export type RefusalReason = "full" | "share";

/** The options of a workload. */
export interface WorkloadOptions extends LimitSettings {
  /** Called for each request that is rejected. */
  onRefused(reason: RefusalReason): void;
  /** The monotonic clock, in milliseconds. */
  readonly now?: () => number;
}

/** The place of a request among those that are under way. */
export interface Place {
  /** Begins the work, once all of the request has arrived. Throws `Overload` if its place was lost by then and there is no other. */
  begin(): void;
  /** Leaves the place after the work, of which so many milliseconds were spent on waiting for AWS. */
  end(awsMs?: number): void;
  /** Leaves the place unless the work has begun. */
  abandon(): void;
}

interface Asked {
  readonly caller: string | undefined;
  readonly at: number;
}

interface Arriving {
  readonly caller: string;
  readonly until: number;
  hasPlace: boolean;
}

/** How long a request has a place while its body arrives, in milliseconds. Sending slowly must not keep others out. */
const arrivalMs = 1_000;

/** How long a caller counts after its last request, in milliseconds: as long as it does, the others leave room for it. */
const rememberedMs = 10_000;

/** Made once: a request that is rejected should cost next to nothing, and an error captures the stack. */
const overloads = {
  full: new Overload("unavailable", "Stagepass has more requests than it can answer. Try again shortly."),
  share: new Overload(
    "too-many-requests",
    "This access key has as many requests under way as one may. Try again shortly.",
  ),
};

/**
 * The requests that a process is working on. Beyond a limit, further requests are rejected at once, since they would make
 * all of them slow. A caller that is alone can have all places, since many companies deploy with a single key. As long as
 * there are others, it can have half of the limit, so that they have room.
 */
export class Workload {
  readonly #onRefused: WorkloadOptions["onRefused"];
  readonly #now: () => number;
  readonly #limit: Limit;
  readonly #byCaller = new Map<string, number>();
  /** The one that began first is the first. */
  readonly #arriving = new Set<Arriving>();
  /** The last request, and the last one of any other caller. */
  #last: Asked = { caller: undefined, at: Number.NEGATIVE_INFINITY };
  #lastOfOther: Asked = this.#last;
  #underWay = 0;

  constructor({ onRefused, now = () => performance.now(), ...settings }: WorkloadOptions) {
    this.#onRefused = onRefused;
    this.#now = now;
    this.#limit = new Limit(settings, now());
  }

  /** How many requests may be under way at present. */
  get limit(): number {
    return this.#limit.at(this.#now(), this.#underWay);
  }

  get underWay(): number {
    return this.#underWay;
  }

  /** Takes a place for a request of the caller. Throws `Overload`: `unavailable`, or `too-many-requests` for this caller. */
  take(caller: string): Place {
    this.#releaseLate();
    this.#note(caller);
    this.#enter(caller);
    const arriving: Arriving = { caller, until: this.#now() + arrivalMs, hasPlace: true };
    this.#arriving.add(arriving);
    let begunAt: number | undefined;
    const leave = () => {
      this.#arriving.delete(arriving);
      if (arriving.hasPlace) this.#leave(caller);
      arriving.hasPlace = false;
    };
    return {
      begin: () => {
        if (!arriving.hasPlace) this.#enter(caller);
        arriving.hasPlace = true;
        this.#arriving.delete(arriving);
        begunAt = this.#now();
      },
      end: (awsMs = 0) => {
        if (begunAt !== undefined) this.#limit.learn(begunAt, this.#now() - begunAt - awsMs);
        leave();
      },
      abandon: () => {
        if (begunAt === undefined) leave();
      },
    };
  }

  #enter(caller: string): void {
    const { limit } = this;
    const ofCaller = this.#byCaller.get(caller) ?? 0;
    const reason =
      this.#underWay >= limit ? "full" : ofCaller >= this.#shareOf(limit, caller) ? "share" : undefined;
    if (reason !== undefined) {
      this.#onRefused(reason);
      throw overloads[reason];
    }
    this.#underWay += 1;
    this.#byCaller.set(caller, ofCaller + 1);
  }

  #note(caller: string): void {
    if (this.#last.caller !== caller) this.#lastOfOther = this.#last;
    this.#last = { caller, at: this.#now() };
  }

  /** How many requests the caller may have under way. */
  #shareOf(limit: number, caller: string): number {
    const other = this.#last.caller === caller ? this.#lastOfOther : this.#last;
    const isAlone = this.#now() - other.at > rememberedMs;
    return isAlone ? limit : Math.max(1, Math.floor(limit / 2));
  }

  #leave(caller: string): void {
    this.#underWay -= 1;
    const left = (this.#byCaller.get(caller) ?? 1) - 1;
    if (left === 0) this.#byCaller.delete(caller);
    else this.#byCaller.set(caller, left);
  }

  #releaseLate(): void {
    for (const arriving of this.#arriving) {
      if (arriving.until > this.#now()) return;
      this.#arriving.delete(arriving);
      arriving.hasPlace = false;
      this.#leave(arriving.caller);
    }
  }
}
