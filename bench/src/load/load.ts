import { Pool } from "undici";

/** A request that is sent again and again. */
export interface Shot {
  readonly url: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** Latencies are in milliseconds. */
export interface Figures {
  readonly connections: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
}

/** Sends a request over a number of connections, one after the other on each, for a while. Throws on any other status than 200. */
export async function load(shot: Shot, connections: number, seconds: number): Promise<Figures> {
  const { origin, pathname } = new URL(shot.url);
  const pool = new Pool(origin, { connections, pipelining: 1 });
  const request = {
    path: pathname,
    method: shot.body === undefined ? "GET" : "POST",
    headers: { "content-type": "application/json", ...shot.headers },
    body: shot.body ?? null,
  } as const;
  const fire = async () => {
    const answer = await pool.request(request);
    const text = await answer.body.text();
    if (answer.statusCode !== 200)
      throw new Error(`${shot.url} answered ${answer.statusCode}: ${text.slice(0, 500)}`);
  };
  const repeat = async (until: number, latencies: number[]) => {
    while (performance.now() < until) {
      const started = performance.now();
      await fire();
      latencies.push(performance.now() - started);
    }
  };
  const onAll = (until: number, latencies: number[]) =>
    Promise.all(Array.from({ length: connections }, () => repeat(until, latencies)));
  try {
    await onAll(performance.now() + 1_000, []); // lets the code become hot and the pools fill
    const latencies: number[] = [];
    const started = performance.now();
    await onAll(started + seconds * 1_000, latencies);
    const elapsed = performance.now() - started;
    latencies.sort((a, b) => a - b);
    return {
      connections,
      perSecond: (latencies.length / elapsed) * 1_000,
      p50: percentile(latencies, 0.5),
      p99: percentile(latencies, 0.99),
    };
  } finally {
    await pool.close();
  }
}

/** The value below which a share of the sorted values lies. */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
