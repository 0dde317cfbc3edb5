import { percentile } from "../figures/statistics.ts";
import { openConnection } from "./connection.ts";
import type { LoadFigures, LoadOrder } from "./order.ts";

/** Connections are opened and queues fill before anything is measured. */
const leadInMs = 500;
/** So many answers are waited for, however long they take: of fewer there is nothing to say. */
const fewestAnswers = 3;

/**
 * Sends a request over a number of connections, one after the other on each. What is measured are the answers that come
 * in a window of time, wherever their requests began: at its end nobody is waited for. Throws on any answer but 200.
 */
export async function load({ shot, connections: count, seconds }: LoadOrder): Promise<LoadFigures> {
  const connections = Array.from({ length: count }, () => openConnection(shot));
  const window = openWindow(seconds * 1_000);
  const earliest = performance.now() + leadInMs;
  let requests = 0;
  let unanswered = count;
  const repeat = async (send: () => Promise<void>) => {
    for (let sent = 0; !window.isOver(); sent++) {
      const started = performance.now();
      await send();
      const now = performance.now();
      requests += 1;
      if (sent === 0) unanswered -= 1;
      if (window.hasBegun()) window.count(now, now - started);
      else if (unanswered === 0 && now >= earliest) window.begin(now);
    }
  };
  try {
    await Promise.all(connections.map(({ send }) => repeat(send)));
    return { ...window.figures(), requests };
  } finally {
    await Promise.all(connections.map(({ close }) => close()));
  }
}

/** The time in which answers count. It is over after its length, or later if there were next to no answers by then. */
function openWindow(lengthMs: number) {
  const latencies: number[] = [];
  let beganAt = Number.POSITIVE_INFINITY;
  let endedAt = Number.POSITIVE_INFINITY;
  let processor = process.cpuUsage();
  let shareOfGenerator = 0;
  const end = (now: number) => {
    endedAt = now;
    const { user, system } = process.cpuUsage(processor);
    shareOfGenerator = (user + system) / 1_000 / (performance.now() - beganAt);
  };
  return {
    hasBegun: () => beganAt < Number.POSITIVE_INFINITY,
    isOver: () => endedAt < Number.POSITIVE_INFINITY,
    begin: (now: number) => {
      beganAt = now;
      processor = process.cpuUsage();
    },
    count: (now: number, latencyMs: number) => {
      if (endedAt < Number.POSITIVE_INFINITY) return;
      const isLate = now - beganAt >= lengthMs;
      if (isLate && latencies.length >= fewestAnswers) return end(beganAt + lengthMs);
      latencies.push(latencyMs);
      if (isLate && latencies.length >= fewestAnswers) end(now);
    },
    figures: () => {
      const sorted = latencies.toSorted((a, b) => a - b);
      return {
        perSecond: (sorted.length / (endedAt - beganAt)) * 1_000,
        p50Ms: percentile(sorted, 0.5),
        p99Ms: percentile(sorted, 0.99),
        generatorShare: shareOfGenerator,
      };
    },
  };
}
