/**
 * Groups rows into one chain for each aggregate, in their order. Chains can be published at the same time. Within a chain,
 * each row waits for the one before it, so that no event overtakes one that failed to be published.
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
