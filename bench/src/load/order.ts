/** A request that is sent again and again. */
export interface Shot {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
  /** What stands in an answer that is right: a deploy that is blocked is a success of HTTP, and much less work. */
  readonly expects: string;
}

/** What the load generator is asked to do. */
export interface LoadOrder {
  readonly shot: Shot;
  /** Each sends its next request when it has its answer. */
  readonly connections: number;
  readonly seconds: number;
}

/** What came of it. Latencies are in milliseconds. */
export interface LoadFigures {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** All requests that were sent, also before and after the time that is measured. */
  readonly requests: number;
  /** Of one processor, how much the generator took: at 1 it is what is measured. */
  readonly generatorShare: number;
}
