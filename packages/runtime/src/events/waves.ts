/**
 * The first row of every aggregate, then the second of those that have one, and so on. The rows of a wave can be published
 * together; each wave waits for the one before it, so that an event which fails is never overtaken by its successor.
 */
export function wavesOf<T extends { readonly about: string }>(rows: readonly T[]): T[][] {
  const waves: T[][] = [];
  const counts = new Map<string, number>();
  for (const row of rows) {
    const index = counts.get(row.about) ?? 0;
    counts.set(row.about, index + 1);
    const wave = waves[index];
    if (wave === undefined) waves.push([row]);
    else wave.push(row);
  }
  return waves;
}
