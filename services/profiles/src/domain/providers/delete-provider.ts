import { Problem, providerDeleted } from "@stagepass/contracts";
import { about } from "../common/about.ts";
import type { Announce, Change, InTransaction } from "../common/change.ts";
import { type NearNames, noSuchProvider } from "../common/no-such.ts";
import type { Provider } from "./provider.ts";
import { assertNotLinked, type ProviderUses } from "./provider-uses.ts";

interface DeleteProviderChanges extends ProviderUses, Pick<NearNames, "listNearProviders"> {
  lockProvider(org: string, provider: string): Promise<Provider | undefined>;
  /** Deletes a provider, and the secret of its static keys with it. */
  deleteProvider(org: string, provider: string): Promise<void>;
  announce: Announce;
}

/** What deleting a provider needs from outside. */
export interface DeleteProviderPorts {
  transaction: InTransaction<DeleteProviderChanges>;
}

/**
 * Deletes a provider that nothing uses. Throws `not-found`, and `provider-in-use` for the organization's default and for
 * a provider with links, which it names.
 */
export async function deleteProvider(
  ports: DeleteProviderPorts,
  change: Change & { readonly provider: string },
): Promise<void> {
  const { org, provider, by } = change;
  await ports.transaction(async (changes) => {
    const current = await changes.lockProvider(org, provider);
    if (current === undefined) throw await noSuchProvider(changes, org, provider);
    const { revision } = current;
    change.assertMatch(revision);
    if (current.isDefault) throw isTheDefault(org, provider);
    await assertNotLinked(changes, { org, provider });
    await changes.deleteProvider(org, provider);
    await changes.announce(providerDeleted, about.provider(org, provider), { org, provider, by, revision });
  });
}

function isTheDefault(org: string, provider: string): Problem {
  return new Problem(
    "provider-in-use",
    `The provider ${provider} cannot be deleted: it is the default of ${org}. Make another provider the default ` +
      "first, or none: send isDefault as false.",
  );
}
