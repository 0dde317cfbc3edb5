import { AsyncResource } from "node:async_hooks";
import type { Span } from "../tracing/span.ts";
import { currentContext, runForSpans } from "./context.ts";

/** Made when the program is loaded, and not with a queue, which may be made for its first request. */
const outsideOfRequests = new AsyncResource("gather");

/** How items are gathered into batches. */
export interface Gathering {
  /** The most items in one batch. */
  readonly max: number;
  /** The most batches that run at the same time: one, unless more were measured to be better. */
  readonly atOnce?: number;
  /**
   * Whether a batch had no effect and may have failed because of one of its items. Then each item is run by itself, so
   * that only that one fails. Left out, a batch always fails as a whole.
   */
  readonly mayBeAnItemsFault?: (error: unknown) => boolean;
}

/** Runs a batch. Returns a result or an error for each item, in the order of the items. */
export type RunBatch<I, O> = (items: readonly I[]) => Promise<readonly (O | Error)[]>;

/**
 * Runs items that arrive at the same time in one batch. The first batch begins at the end of the current turn of the event
 * loop. Items that arrive while as many batches run as are allowed go into the next one, in order. Each caller receives
 * the result or the error of its own item.
 *
 * A batch belongs to no request. It runs without a request's context and deadline, so that `run` needs a time limit of its
 * own. An item is run even if its caller has given up waiting, since it may be something that has to be recorded.
 *
 * The library `dataloader` only gathers the items of one turn. It would need a scheduler of our own, longer than this
 * file, to gather items while a batch runs and to limit how many batches run.
 */
export function gather<I, O>(run: RunBatch<I, O>, gathering: Gathering): (item: I) => Promise<O> {
  const { max, atOnce = 1, mayBeAnItemsFault = () => false } = gathering;
  let waiting: Asked<I, O>[] = [];
  let underWay = 0;
  let isDue = false;

  const beginBatches = () => {
    isDue = false;
    while (waiting.length > 0 && underWay < atOnce) {
      const batch = waiting.slice(0, max);
      waiting = waiting.slice(max);
      underWay++;
      void answer(batch).finally(() => {
        underWay--;
        beginBatches();
      });
    }
  };

  const answer = async (batch: readonly Asked<I, O>[]) => {
    const spans = batch.flatMap(({ span }) => span ?? []);
    const answers = await runForSpans(spans, () => runBatch(batch.map(({ item }) => item)));
    for (const [index, { resolve, reject }] of batch.entries()) {
      const answered = answers[index];
      if (answered instanceof Error) reject(answered);
      else resolve(answered as O); // runBatch() has as many answers as there are items
    }
  };

  const runBatch = async (items: readonly I[]): Promise<readonly (O | Error)[]> => {
    try {
      return await runAll(items);
    } catch (error) {
      if (items.length > 1 && mayBeAnItemsFault(error)) return runEach(items);
      return items.map(() => asError(error));
    }
  };

  const runAll = async (items: readonly I[]): Promise<readonly (O | Error)[]> => {
    const answers = await run(items);
    if (answers.length === items.length) return answers;
    throw new Error(`A batch of ${items.length} was answered with ${answers.length} results.`);
  };

  const runEach = async (items: readonly I[]): Promise<readonly (O | Error)[]> => {
    const answers: (O | Error)[] = [];
    for (const [index, item] of items.entries()) {
      try {
        answers.push(...(await runAll([item])));
      } catch (error) {
        // Another kind of error would also hit the remaining items, so that they fail without an attempt.
        if (!mayBeAnItemsFault(error)) return [...answers, ...items.slice(index).map(() => asError(error))];
        answers.push(asError(error));
      }
    }
    return answers;
  };

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, span: currentContext()?.span, resolve, reject });
      if (isDue || underWay >= atOnce) return;
      isDue = true;
      outsideOfRequests.runInAsyncScope(setImmediate, undefined, beginBatches);
    });
}

interface Asked<I, O> {
  readonly item: I;
  readonly span: Span | undefined;
  resolve(result: O): void;
  reject(error: Error): void;
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error("A batch failed.", { cause: error });
}
