/**
 * The longest beginning of `rows` in which no aggregate stands twice. It can be published at once: an event that
 * fails cannot be overtaken by its successor, which is in a later wave.
 */
export function takeWave<T extends { readonly about: string }>(rows: readonly T[]): T[] {
  const seen = new Set<string>();
  const end = rows.findIndex(({ about }) => {
    if (seen.has(about)) return true;
    seen.add(about);
    return false;
  });
  return end === -1 ? [...rows] : rows.slice(0, end);
}
