/** What a limit is made from. */
export interface LimitSettings {
  /** The most requests that may be under way at the same time, however quick the answers are. */
  readonly max: number;
  /** How long an answer should take on average, in milliseconds. */
  readonly targetMs: number;
}

/** The limit never falls below this share of the maximum: with so many requests a process has enough to do. */
const leastShare = 0.25;
/** A limit is judged by so many answers, and so much time. */
const enoughAnswers = 10;
const enoughMs = 100;
/** Fewer answers are judged after this time. */
const quietMs = 1_000;
const growth = 1.1;
const strongestFall = 0.5;

/**
 * How many requests may be under way at the same time: as many as are answered within the target on average. Where a
 * process is at the end of its capacity, twice as many requests take twice as long, so that the limit is lowered in the
 * proportion by which the answers are too slow. While they are quick, it grows by a tenth at a time.
 *
 * Only requests that began under the present limit tell whether it is right: the ones before had more or fewer beside them.
 */
export class Limit {
  readonly #settings: LimitSettings;
  readonly #least: number;
  #current: number;
  #since: number;
  #answers = 0;
  #sumMs = 0;
  #mostUnderWay = 0;

  constructor(settings: LimitSettings, now: number) {
    this.#settings = settings;
    this.#least = Math.max(1, Math.floor(settings.max * leastShare));
    this.#current = settings.max;
    this.#since = now;
  }

  /** The limit for a request that arrives now, while so many are under way. */
  at(now: number, underWay: number): number {
    this.#mostUnderWay = Math.max(this.#mostUnderWay, underWay);
    const ageMs = now - this.#since;
    if (this.#answers >= enoughAnswers ? ageMs >= enoughMs : ageMs >= quietMs && this.#tells(underWay)) {
      this.#current = this.#next();
      this.#since = now;
      this.#answers = 0;
      this.#sumMs = 0;
      this.#mostUnderWay = underWay;
    }
    return Math.floor(this.#current);
  }

  /** Tells how long an answer took to a request that began at this time. */
  learn(begunAt: number, tookMs: number): void {
    if (begunAt < this.#since) return;
    this.#answers += 1;
    this.#sumMs += tookMs;
  }

  /** Without an answer, either nobody asked, or all still wait for theirs. */
  #tells(underWay: number): boolean {
    return this.#answers > 0 || underWay === 0;
  }

  #next(): number {
    const { max, targetMs } = this.#settings;
    if (this.#answers === 0) return max;
    const meanMs = this.#sumMs / this.#answers;
    if (meanMs <= targetMs) return Math.min(max, this.#current * growth);
    // If there were fewer under way than the limit allowed, these few were already too many.
    const inUse = Math.min(this.#current, this.#mostUnderWay);
    return Math.max(this.#least, inUse * Math.max(strongestFall, targetMs / meanMs));
  }
}
