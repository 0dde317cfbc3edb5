/** What has to be stopped or removed at the end, in the reverse order of its start. */
export interface Ends {
  add(end: () => unknown): void;
}

/** Runs work and then all ends that it added, also when it throws, or one of them. Throws what went wrong first. */
export async function withEnds<T>(work: (ends: Ends) => Promise<T>): Promise<T> {
  const ends: (() => unknown)[] = [];
  const [result] = await Promise.allSettled([work({ add: (end) => void ends.push(end) })]);
  const failures: unknown[] = [];
  for (const end of ends.reverse()) {
    try {
      await end();
    } catch (error) {
      failures.push(error);
    }
  }
  if (result.status === "rejected") throw result.reason;
  if (failures.length > 0) throw failures[0];
  return result.value;
}
