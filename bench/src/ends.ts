/** What has to be stopped or removed at the end, in the reverse order of its start. */
export interface Ends {
  add(end: () => unknown): void;
}

/** Runs work and then all ends that it added, also when it throws. */
export async function withEnds<T>(work: (ends: Ends) => Promise<T>): Promise<T> {
  const ends: (() => unknown)[] = [];
  try {
    return await work({ add: (end) => void ends.push(end) });
  } finally {
    for (const end of ends.reverse()) await end();
  }
}
