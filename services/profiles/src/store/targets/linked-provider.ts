import type { Queryable } from "@stagepass/runtime";

/** Keeps a provider as it is until the transaction ends. There are no providers yet, so that none is found. */
export async function holdProvider(
  _db: Queryable,
  _org: string,
  _provider: string,
): Promise<{ readonly apps: readonly string[] | null } | undefined> {
  return undefined;
}

/** Lists providers whose names are about as long as a wrong one. */
export async function listNearProviders(_db: Queryable, _org: string, _provider: string): Promise<string[]> {
  return [];
}
