import {
  didYouMean,
  invalidInput,
  Problem,
  type ProviderField,
  type ProviderInput,
  type ProviderPatch,
  providerCreated,
  providerUpdated,
} from "@stagepass/contracts";
import { about } from "../common/about.ts";
import type { Announce, Change, InTransaction } from "../common/change.ts";
import { type NearNames, noSuchProvider } from "../common/no-such.ts";
import type { Org } from "../orgs/org.ts";
import type { KeysVault } from "./keys-vault.ts";
import { fieldsBetween, mergeProvider } from "./merge-provider.ts";
import type { Provider, ProviderToWrite } from "./provider.ts";
import { assertNotLinked, type ProviderUses } from "./provider-uses.ts";
import { type SealedKeysChanges, sealKeys } from "./seal-keys.ts";

/** What saving a provider needs of a transaction. */
export interface ProviderChanges
  extends ProviderUses,
    SealedKeysChanges,
    Pick<NearNames, "listNearProviders" | "listNearApps"> {
  /** Locks a provider's row, and creates it first when there is none. `current` is undefined when it created the row. */
  claimProvider(org: string, provider: string): Promise<ClaimedProvider>;
  lockProvider(org: string, provider: string): Promise<Provider | undefined>;
  /** Locks an organization's row, so that its settings and its default provider stay until the transaction ends. */
  lockOrg(org: string): Promise<Pick<Org, "staticKeys"> | undefined>;
  /** Returns the name of the organization's default provider. */
  findDefaultProvider(org: string): Promise<string | undefined>;
  /** Locks the organization's default provider and makes it no default. Returns its revision since. */
  unsetDefaultProvider(org: string, provider: string): Promise<number>;
  /** Keeps apps from being deleted until the transaction ends. Returns the names of those that exist. */
  holdApps(org: string, apps: readonly string[]): Promise<string[]>;
  writeProvider(org: string, provider: ProviderToWrite): Promise<Provider>;
  announce: Announce;
}

/** A provider whose row is locked. */
export interface ClaimedProvider {
  readonly id: string;
  readonly current: Provider | undefined;
}

/** What saving a provider needs from outside. */
export interface ProviderPorts {
  openKeysVault(org: string): Promise<KeysVault>;
  transaction: InTransaction<ProviderChanges>;
}

/** A provider as it is now, and whether it is new. */
export interface SavedProvider {
  readonly provider: Provider;
  readonly created: boolean;
}

type ProviderChange = Change & { readonly provider: string };

/** What happens to the organization's default when another provider is to be it. */
type OfAnotherDefault = "refuse" | "replace";

/** How a save locks a provider, and what it does with a default that there is already. */
interface ProviderSaving {
  readonly lock: (changes: ProviderChanges) => Promise<ClaimedProvider>;
  readonly anotherDefault: OfAnotherDefault;
}

/**
 * Creates or replaces a provider. A save without a change makes no revision. Throws `invalid`, `provider-in-use` when it
 * is to be limited and cannot be, and `conflict` when another provider is the default and is not to be replaced.
 */
export async function putProvider(
  ports: ProviderPorts,
  change: ProviderChange,
  given: ProviderInput,
  anotherDefault: OfAnotherDefault = "refuse",
): Promise<SavedProvider> {
  const lock = (changes: ProviderChanges) => changes.claimProvider(change.org, change.provider);
  return save(ports, change, given, { lock, anotherDefault });
}

/** Changes the given fields of a provider. Throws `not-found`, and what `putProvider` throws. */
export async function patchProvider(
  ports: ProviderPorts,
  change: ProviderChange,
  given: ProviderPatch,
  anotherDefault: OfAnotherDefault = "refuse",
): Promise<SavedProvider> {
  const lock = async (changes: ProviderChanges) => {
    const current = await changes.lockProvider(change.org, change.provider);
    if (current === undefined) throw await noSuchProvider(changes, change.org, change.provider);
    return { id: current.id, current };
  };
  return save(ports, change, given, { lock, anotherDefault });
}

async function save(
  ports: ProviderPorts,
  change: ProviderChange,
  given: ProviderPatch,
  { lock, anotherDefault }: ProviderSaving,
): Promise<SavedProvider> {
  const { org, provider: name, by } = change;
  const vault = await ports.openKeysVault(org);
  return ports.transaction(async (changes) => {
    // The organization before its providers, everywhere. Whoever makes a provider the default holds this lock, so that of
    // two at once the later one sees the earlier one.
    const settings = given.isDefault || given.staticKeys ? await changes.lockOrg(org) : undefined;
    const { id, current } = await lock(changes);
    change.assertMatch(current?.revision);
    const next = mergeProvider(current, given);
    const staticKeys = await sealKeys(changes, { org, id, vault, current }, next.staticKeys);
    const hasNewSecret = staticKeys?.sealed !== undefined;
    const fields = current && fieldsBetween(current, next, hasNewSecret);
    if (current !== undefined && fields?.length === 0) return { provider: current, created: false };

    if (hasNewSecret) assertKeysAllowed(org, settings);
    if (next.isDefault && current?.isDefault !== true)
      await makeWayForDefault(changes, change, anotherDefault);
    const existing = next.apps === null ? [] : await changes.holdApps(org, next.apps);
    const isLimitNew = fields === undefined || fields.includes("apps");
    if (next.apps !== null && isLimitNew)
      await assertLimitHolds(changes, change, next.apps, { given, existing });

    const revision = (current?.revision ?? 0) + 1;
    const provider = await changes.writeProvider(org, { ...next, name, staticKeys, revision });
    const event = { org, by, provider: name, revision, isDefault: provider.isDefault };
    if (fields === undefined) await changes.announce(providerCreated, about.provider(org, name), event);
    else
      await changes.announce(providerUpdated, about.provider(org, name), { ...event, changed: { fields } });
    return { provider, created: current === undefined };
  });
}

function assertKeysAllowed(org: string, settings: Pick<Org, "staticKeys"> | undefined): void {
  if (settings?.staticKeys === "allow") return;
  const message =
    `are not allowed in ${org}: they never expire, and AWS does not learn which deploy uses them. Give an accessRole, ` +
    'or let an admin set staticKeys of the organization to "allow"';
  throw invalidInput([{ path: "$.staticKeys", message }]);
}

/** Replaces another default, or throws `conflict` with its name. The organization's row must be locked. */
async function makeWayForDefault(
  changes: ProviderChanges,
  { org, provider, by }: ProviderChange,
  anotherDefault: OfAnotherDefault,
): Promise<void> {
  const other = await changes.findDefaultProvider(org);
  if (other === undefined || other === provider) return;
  if (anotherDefault === "refuse")
    throw new Problem(
      "conflict",
      `The provider ${other} is the default of ${org}, and there can be one. Send its isDefault as false first, then make ` +
        `${provider} the default.`,
    );
  const revision = await changes.unsetDefaultProvider(org, other);
  const event = { org, by, provider: other, revision, isDefault: false, changed: { fields: isDefaultField } };
  await changes.announce(providerUpdated, about.provider(org, other), event);
}

const isDefaultField: ProviderField[] = ["isDefault"];

async function assertLimitHolds(
  changes: ProviderChanges,
  { org, provider }: ProviderChange,
  exceptApps: readonly string[],
  { given, existing }: { readonly given: ProviderPatch; readonly existing: readonly string[] },
): Promise<void> {
  const missing = (given.apps ?? []).flatMap((app, index) =>
    existing.includes(app) ? [] : [{ app, index }],
  );
  const violations = missing.map(async ({ app, index }) => {
    const near = didYouMean(app, await changes.listNearApps(org, app));
    return { path: `$.apps[${index}]`, message: `names no app of ${org}.${near}` };
  });
  if (violations.length > 0) throw invalidInput(await Promise.all(violations));
  await assertNotLinked(changes, { org, provider, exceptApps });
}
