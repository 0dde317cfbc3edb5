import { type Principal, ProviderInput, type ProviderPatch, type ProviderView } from "@stagepass/contracts";
import { alreadyExists } from "../common/already-exists.ts";
import { viewProvider } from "./provider.ts";
import { type ProviderPorts, patchProvider, putProvider } from "./save-provider.ts";

/** A provider to create, or the fields of one to change. */
interface GivenProvider {
  readonly org: string;
  readonly provider: string;
  readonly content: ProviderPatch;
  readonly only: "create" | "change";
}

/**
 * Creates a provider, or changes fields of one. What is to be the default replaces the one there is, as it always did for
 * these callers. Throws `conflict` when the one to create exists, and what saving throws.
 */
export async function saveProviderFor(
  ports: ProviderPorts,
  caller: Principal,
  { org, provider: name, content, only }: GivenProvider,
): Promise<ProviderView> {
  const change = { org, provider: name, by: caller.keyId };
  if (only === "change") {
    const { provider } = await patchProvider(ports, { ...change, assertMatch: () => {} }, content, "replace");
    return viewProvider(provider);
  }
  const assertMatch = (current: number | undefined) => {
    if (current !== undefined) throw alreadyExists(`provider ${name}`);
  };
  const given = ProviderInput.parse(content);
  const { provider } = await putProvider(ports, { ...change, assertMatch }, given, "replace");
  return viewProvider(provider);
}
