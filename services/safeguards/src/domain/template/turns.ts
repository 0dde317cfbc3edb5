/** A computation that shares its thread: it yields wherever it may be interrupted, and returns its result. */
export type InTurns<T> = Generator<undefined, T>;

/** Runs a computation to its end, with a pause after each turn. What the pause throws ends it. */
export async function runInTurns<T>(turns: InTurns<T>, pause: () => Promise<void>): Promise<T> {
  for (let turn = turns.next(); ; turn = turns.next()) {
    if (turn.done === true) return turn.value;
    await pause();
  }
}
