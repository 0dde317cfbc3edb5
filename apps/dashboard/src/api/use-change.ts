import { useMutation, useQueryClient } from "@tanstack/react-query";
import { noteSignedOut } from "../session/session.ts";
import { useSay } from "../ui/feedback/toast.tsx";
import type { Asked } from "./asked.ts";
import { ApiProblem, overtaken, taken } from "./problem.ts";

interface Aftermath<T> {
  /** The beginning of the keys of everything that was read and may be different now. */
  readonly touches: readonly (readonly unknown[])[];
  /** What was done, such as `Stage added`. */
  readonly said: string;
  /** What comes next. Where it leads to another page, nothing is read again for the one before. */
  readonly onDone?: (saved: T) => void | Promise<void>;
}

interface ChangeOptions<T, V> extends Aftermath<T> {
  /** The request that makes the change, with the revision at which it began. */
  readonly change: (input: V) => Asked<T>;
}

/**
 * Sends a change, says that it was made, and reads again what it touched. When somebody else was faster, it reads the
 * newest state, so that the same input can be sent on top of it. `request` is what would be sent.
 */
export function useChange<T, V = void>({ change, ...aftermath }: ChangeOptions<T, V>) {
  return { ...useSending(change, overtaken, aftermath), request: (input: V) => change(input).request };
}

interface StepsOptions<T, V> extends Aftermath<T> {
  /** Sends several requests one after the other. */
  readonly steps: (input: V) => Promise<T>;
}

/** A change that takes several requests. */
export function useSteps<T, V = void>({ steps, ...aftermath }: StepsOptions<T, V>) {
  return useSending(steps, overtaken, aftermath);
}

interface AddOptions<T> extends Aftermath<T> {
  /** The request that saves the new thing, if there is none of its name. */
  readonly add: () => Asked<T>;
  /** The field that holds its name. */
  readonly field: string;
  /** What is there already if somebody has added it before, such as `an application named shop`. */
  readonly what: string;
}

/** Adds something. Where there is one of its name already, the field of the name says so, and nothing is replaced. */
export function useAdd<T>({ add, field, what, ...aftermath }: AddOptions<T>) {
  const sending = useSending<T, void>(add, (problem) => taken(problem, field, what), aftermath);
  return { ...sending, request: () => add().request };
}

function useSending<T, V>(
  send: (input: V) => Promise<T>,
  explain: (problem: ApiProblem) => ApiProblem,
  { touches, said, onDone }: Aftermath<T>,
) {
  const queries = useQueryClient();
  const say = useSay();
  const readAgain = () => Promise.all(touches.map((queryKey) => queries.invalidateQueries({ queryKey })));
  return useMutation<T, Error, V>({
    mutationFn: async (input) => {
      try {
        return await send(input);
      } catch (error) {
        if (!(error instanceof ApiProblem) || error.code !== "precondition-failed") throw error;
        await readAgain();
        throw explain(error);
      }
    },
    onSuccess: async (saved) => {
      say(said);
      await onDone?.(saved);
      void readAgain();
    },
    onError: (error) => noteSignedOut(error),
  });
}
