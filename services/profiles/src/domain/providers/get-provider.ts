import type { ProviderRole } from "@stagepass/contracts";
import { type NearNames, noSuchProvider } from "../common/no-such.ts";
import type { Provider } from "./provider.ts";

/** What reading a provider needs from outside. */
export interface FindProviderPorts extends Pick<NearNames, "listNearProviders"> {
  findProvider(org: string, provider: string): Promise<Provider | undefined>;
}

/** Returns a provider. Throws `not-found` with the nearest names. */
export async function getProvider(
  ports: FindProviderPorts,
  { org, provider }: { readonly org: string; readonly provider: string },
): Promise<Provider> {
  const found = await ports.findProvider(org, provider);
  if (found === undefined) throw await noSuchProvider(ports, org, provider);
  return found;
}

/** Returns the access role of a provider, which is null where it has static keys. Throws `not-found`. */
export async function getProviderRole(
  ports: FindProviderPorts,
  asked: { readonly org: string; readonly provider: string },
): Promise<{ accessRole: ProviderRole | null }> {
  const { accessRole } = await getProvider(ports, asked);
  return { accessRole };
}
