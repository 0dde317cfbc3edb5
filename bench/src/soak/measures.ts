import type { Judgement } from "./trend.ts";

/**
 * What is measured in each process, and what is a growth of it. There is no judgement of what grows with the data, and of
 * what other work on the machine moves.
 */
export const measures = {
  memory: { title: "memory MB", judgement: { of: "median", tolerance: 10 } },
  heap: { title: "heap MB", judgement: { of: "least", tolerance: 3 } },
  files: { title: "open files", judgement: { of: "median", tolerance: 5 } },
  handles: { title: "handles", judgement: { of: "median", tolerance: 5 } },
  loopDelay: { title: "event loop p99 ms", judgement: undefined },
  underWay: { title: "requests under way", judgement: { of: "median", tolerance: 5 } },
  processes: { title: "processes", judgement: { of: "median", tolerance: 2 } },
  connections: { title: "connections", judgement: { of: "median", tolerance: 3 } },
  subscriptions: { title: "subscriptions", judgement: { of: "median", tolerance: 3 } },
  pendingBytes: { title: "pending bytes", judgement: { of: "median", tolerance: 100_000 } },
  consumers: { title: "consumers", judgement: { of: "median", tolerance: 1 } },
  unpublished: { title: "unpublished events", judgement: { of: "median", tolerance: 50 } },
  stored: { title: "stored events", judgement: undefined },
  storedMb: { title: "stored MB", judgement: undefined },
} as const satisfies Record<string, { readonly title: string; readonly judgement: Judgement | undefined }>;
export type Measure = keyof typeof measures;

/** What one process has at one moment. */
export type Reading = Partial<Record<Measure, number>>;
