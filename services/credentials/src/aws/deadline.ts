import { remainingMs } from "@stagepass/runtime";

/** The part of every request's time that is reserved for writing the outcome into the ledger. */
const reservedMs = 1_500;

/** Says that a call to AWS took longer than it may. */
export class DeadlineError extends Error {
  override readonly name = "DeadlineError";
}

/**
 * Runs calls to AWS for at most `limitMs`, and less when the request has less time left. Whatever still runs when it
 * fails is aborted. Throws `DeadlineError`, also while the SDK waits between attempts, which it does not abort.
 */
export async function withinDeadline<T>(
  limitMs: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const budgetMs = remainingMs(limitMs + reservedMs) - reservedMs;
  if (budgetMs <= 0) throw new DeadlineError("There was no time left to ask AWS.");
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new DeadlineError(`AWS did not answer within ${Math.round(budgetMs)} ms.`));
    }, budgetMs);
  });
  try {
    return await Promise.race([work(controller.signal), late]);
  } catch (error) {
    // Work that succeeded left nothing to abort, and aborting costs an error with its stack for each call.
    controller.abort();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
