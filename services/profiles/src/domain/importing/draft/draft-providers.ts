import type { Provider, ProviderToWrite } from "../../providers/provider.ts";
import type { ProviderUse } from "../../providers/provider-uses.ts";
import { type DraftState, filledTargets, unwritten } from "./state.ts";

/** What saving and deleting providers needs of a transaction, over a draft. */
export function draftProviders(state: DraftState) {
  const { providers, providerIds, writes } = state;
  const find = async (_org: string, name: string) => providers.get(name);
  return {
    claimProvider: async (_org: string, name: string) => ({
      id: providerIds.get(name) ?? "",
      current: providers.get(name),
    }),
    lockProvider: find,
    holdProvider: find,
    findDefaultProvider: async () => [...providers.values()].find(({ isDefault }) => isDefault)?.name,
    unsetDefaultProvider: async (): Promise<never> => {
      throw new Error("An import refuses another default, and replaces none.");
    },
    writeProvider: async (_org: string, written: ProviderToWrite): Promise<Provider> => {
      const { staticKeys, ...fields } = written;
      const provider = {
        ...fields,
        id: providerIds.get(written.name) ?? "",
        staticKeys: staticKeys && { accessKeyId: staticKeys.accessKeyId, setAt: unwritten },
        createdAt: unwritten,
        updatedAt: unwritten,
      };
      providers.set(written.name, provider);
      writes.providers.set(written.name, written);
      return provider;
    },
    deleteProvider: async (_org: string, name: string) => {
      providers.delete(name);
      writes.deletedProviders.push(name);
    },
    listKeyHolders: async (_org: string, limit: number) => {
      const holders = [...providers.values()].filter(({ staticKeys }) => staticKeys !== null);
      return { names: holders.slice(0, limit).map(({ name }) => name), total: holders.length };
    },
    listProviderUses: async (
      { provider, exceptApps = [] }: { readonly provider: string; readonly exceptApps?: readonly string[] },
      limit: number,
    ) => {
      const uses = [...usesOf(state, provider)].filter(({ app }) => !exceptApps.includes(app));
      return { uses: uses.slice(0, limit), total: uses.length };
    },
    listNearProviders: async () => [...providers.keys()],
  };
}

function* usesOf(state: DraftState, provider: string): Generator<ProviderUse> {
  for (const { name, current } of filledTargets(state)) {
    if (current.provider !== provider) continue;
    const { app, service, stage = null, region = null } = name;
    yield { app, service, stage, region };
  }
}
