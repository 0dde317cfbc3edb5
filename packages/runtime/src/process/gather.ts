import { AsyncResource } from "node:async_hooks";

/** How a gatherer makes batches of what it is asked for. */
export interface Gathering {
  /** The most items of one batch. */
  readonly max: number;
  /** The most batches that are under way side by side. One, unless more were measured to be better. */
  readonly atOnce?: number;
  /**
   * Whether a batch failed for a reason that one item may have brought, and nothing of it was done. Then each item is
   * run by itself, so that only the one whose fault it is fails. Never, unless said otherwise.
   */
  readonly mayBeAnItemsFault?: (error: unknown) => boolean;
}

/** Answers each item of a batch, in their order, with a result or with the error that is this item's own. */
export type RunBatch<I, O> = (items: readonly I[]) => Promise<readonly (O | Error)[]>;

/**
 * Runs what is asked for at the same time together. The first items wait for the end of the event loop's turn and for
 * nobody else; what is asked for while a batch is under way goes into the next one, in the order of asking. Each caller
 * gets the result or the failure of its own item.
 *
 * A batch belongs to no request: it has nobody's context and nobody's deadline, and `run` has to end in a bounded time
 * of its own. An item is run although its caller may have given up: what is to be recorded is recorded.
 *
 * The library `dataloader` makes a batch of one turn. Letting items gather for as long as a batch is under way, with a
 * bound for what is under way, would be a scheduler of our own inside of it, longer than this.
 */
export function gather<I, O>(run: RunBatch<I, O>, gathering: Gathering): (item: I) => Promise<O> {
  const { max, atOnce = 1, mayBeAnItemsFault = () => false } = gathering;
  const outsideOfRequests = new AsyncResource("gather");
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
    const answers = await runBatch(batch.map(({ item }) => item));
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
        // What is wrong with the part that is asked is wrong for the rest, too, which need not wait for it again.
        if (!mayBeAnItemsFault(error)) return [...answers, ...items.slice(index).map(() => asError(error))];
        answers.push(asError(error));
      }
    }
    return answers;
  };

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (isDue || underWay >= atOnce) return;
      isDue = true;
      outsideOfRequests.runInAsyncScope(setImmediate, undefined, beginBatches);
    });
}

interface Asked<I, O> {
  readonly item: I;
  resolve(result: O): void;
  reject(error: Error): void;
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error("A batch failed.", { cause: error });
}
