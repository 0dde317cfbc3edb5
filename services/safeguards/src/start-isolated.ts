import type { Ports } from "./domain/evaluating/ports.ts";
import { startSandbox } from "./sandbox/start-sandbox.ts";
import { startYamlThreads } from "./yaml-threads/start-yaml-threads.ts";

/**
 * What runs outside of the service's own thread, because it may take too long: custom policies, and the reading of
 * YAML.
 */
export interface Isolated extends Pick<Ports, "sandbox" | "yaml"> {
  /** Ends all processes and threads. What runs in them, and what waits, is refused with `unavailable`. */
  close(): Promise<void>;
}

/** How many of each there are; `signal` ends a start that is under way. */
export interface IsolatedOptions {
  readonly processes?: number;
  readonly threads?: number;
  readonly signal?: AbortSignal;
}

/** Starts the sandbox's processes and the threads for YAML, and waits until they are warm. When one fails, none is left. */
export async function startIsolated({ processes, threads, signal }: IsolatedOptions = {}): Promise<Isolated> {
  const ending = new AbortController();
  const either = signal === undefined ? ending.signal : AbortSignal.any([signal, ending.signal]);
  const starts = [
    startSandbox({ ...(processes !== undefined && { processes }), signal: either }),
    startYamlThreads({ ...(threads !== undefined && { threads }), signal: either }),
  ] as const;
  try {
    const [sandbox, yaml] = await Promise.all(starts);
    return {
      sandbox,
      yaml,
      close: async () => void (await Promise.all([sandbox.close(), yaml.close()])),
    };
  } catch (error) {
    ending.abort();
    for (const started of await Promise.allSettled(starts)) {
      if (started.status === "fulfilled") await started.value.close();
    }
    throw error;
  }
}
