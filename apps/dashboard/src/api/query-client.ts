import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { whenBack } from "./away.ts";
import { ApiProblem } from "./problem.ts";
import { notingReads } from "./reads.ts";

/** Whether asking again by itself may help: the server said that it is busy. */
const passes = (error: Error) => error instanceof ApiProblem && [429, 503].includes(error.status);

/** Reads everything on the page again once the server answers, if an error says that it did not. */
const recover = (error: Error) => {
  if (!(error instanceof ApiProblem) || error.status !== 0) return;
  const readAgain = () => queryClient.refetchQueries({ type: "active" }, { cancelRefetch: false });
  // Nobody waits for it here: a change fails at once.
  void whenBack().then(readAgain);
};

/** What was read is shown at once and read again when somebody comes back to it. */
export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: recover }),
  mutationCache: new MutationCache({ onError: recover }),
  defaultOptions: {
    queries: {
      // A machine without a network still reaches the server that it runs itself.
      networkMode: "always",
      staleTime: 5_000,
      gcTime: 5 * 60_000,
      persister: notingReads,
      retry: (times, error) => passes(error) && times < 5,
      retryDelay: (times) => Math.min(1_000 * 2 ** times, 10_000),
    },
    mutations: { retry: false, networkMode: "always" },
  },
});
