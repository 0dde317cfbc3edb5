import { QueryClient } from "@tanstack/react-query";
import { ApiProblem } from "./problem.ts";
import { notingReads } from "./reads.ts";

/** Whether asking again by itself may help: the server did not answer, or said that it is busy. */
const passes = (error: Error) => error instanceof ApiProblem && [0, 429, 503].includes(error.status);

/** What was read is shown at once and read again when somebody comes back to it. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      gcTime: 5 * 60_000,
      persister: notingReads,
      retry: (times, error) => passes(error) && times < 5,
      retryDelay: (times) => Math.min(1_000 * 2 ** times, 10_000),
    },
    mutations: { retry: false },
  },
});
