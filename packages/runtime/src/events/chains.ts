/**
 * The rows of each aggregate, in their order. Chains can be published side by side; within one, a row waits for the one
 * before it, so that an event that fails is never overtaken by its successor.
 */
export function chainsOf<T extends { readonly about: string }>(rows: readonly T[]): T[][] {
  const chains = new Map<string, T[]>();
  for (const row of rows) {
    const chain = chains.get(row.about);
    if (chain === undefined) chains.set(row.about, [row]);
    else chain.push(row);
  }
  return [...chains.values()];
}
