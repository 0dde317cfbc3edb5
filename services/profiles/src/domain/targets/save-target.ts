import { didYouMean, invalidInput } from "@stagepass/contracts";
import type { Change, InTransaction } from "../common/change.ts";
import type { OrgVault } from "../parameters/org-vault.ts";
import { readValues } from "../parameters/read-values.ts";
import { type BeginTargetChanges, beginTarget } from "./begin-target.ts";
import { type BringTargetChanges, existingOrNew, onlyExisting, type TargetLocking } from "./bring-target.ts";
import type { ClaimedTarget } from "./lock-target.ts";
import { type MergeContext, mergeTarget, type TargetPatch } from "./merge-target.ts";
import { type NextTarget, type Target, type TargetName, titleOf } from "./target.ts";
import { type SavedTarget, saveContent } from "./write-target.ts";

/** What saving a service or an instance needs of a transaction. */
export interface SaveTargetChanges extends BringTargetChanges {
  /** Keeps a provider as it is until the transaction ends. Returns undefined when it does not exist. */
  holdProvider(org: string, provider: string): Promise<LinkedProvider | undefined>;
  listNearProviders(org: string, provider: string): Promise<string[]>;
}

/** A provider that a service or an instance is linked to, and the apps that it is limited to, or null for every app. */
interface LinkedProvider {
  readonly apps: readonly string[] | null;
}

/** What saving a service or an instance needs from outside. */
export interface SaveTargetPorts {
  openVault(org: string): Promise<OrgVault>;
  transaction: InTransaction<SaveTargetChanges>;
}

/**
 * Creates a service or an instance, or replaces what is set on it. A removed one comes back, and the service of an
 * instance with it. A save without a change makes no revision. Throws `invalid`, and `not-found` for the app, and for the
 * service of an instance.
 */
export async function putTarget(
  ports: SaveTargetPorts,
  change: Change & TargetName,
  given: TargetPatch,
): Promise<SavedTarget> {
  return saveTarget(ports, change, given, existingOrNew);
}

/**
 * Changes the given fields of a service or an instance. A removed one stays removed. Throws `invalid`, and `not-found` with
 * the nearest names.
 */
export async function patchTarget(
  ports: SaveTargetPorts,
  change: Change & TargetName,
  given: TargetPatch,
): Promise<SavedTarget> {
  return saveTarget(ports, change, given, onlyExisting);
}

/** Changes the given fields of a service, an instance or a blueprint, or nothing at all. Throws `invalid`, and what locking it throws. */
export async function saveTarget(
  ports: SaveTargetPorts,
  change: Change & TargetName,
  given: TargetPatch,
  { lock, restores }: TargetLocking,
): Promise<SavedTarget> {
  const vault = await ports.openVault(change.org);
  return ports.transaction(async (changes) => {
    const { id, current } = await lock(changes, { ...change, vault });
    change.assertMatch(current?.revision);
    const context = await mergeContext(changes, change, { vault, id, current });
    const content = mergeTarget(current, given, context);
    await assertLinkable(changes, change, current, content);
    return saveContent(changes, { name: change, id, current, by: change.by, restores }, content);
  });
}

/** Reads the stored values of a service or an instance, or what a new one begins with, and makes what merging needs. */
export async function mergeContext(
  changes: BeginTargetChanges,
  name: TargetName,
  { vault, id, current }: ClaimedTarget & { readonly vault: OrgVault },
): Promise<MergeContext> {
  const stored = current?.parameters.flatMap((parameter) => ("isNone" in parameter ? [] : [parameter]));
  const values = await readValues(
    { readSealed: changes.readSealedOfTargets },
    { org: name.org, of: { targetId: id }, vault },
    stored ?? [],
  );
  const beginning = current === undefined ? await beginTarget(changes, { name, id, vault }) : undefined;
  return { values, title: titleOf(name), ...(beginning !== undefined && { beginning }) };
}

/** Throws `invalid`, with the nearest names, unless the provider that is linked anew exists and is for this app. */
async function assertLinkable(
  changes: SaveTargetChanges,
  { org, app }: TargetName,
  current: Target | undefined,
  { provider }: NextTarget,
): Promise<void> {
  if (typeof provider !== "string" || provider === current?.provider) return;
  const found = await changes.holdProvider(org, provider);
  const violationOf = (message: string) => invalidInput([{ path: "$.provider", message }]);
  if (found === undefined) {
    const near = didYouMean(provider, await changes.listNearProviders(org, provider));
    throw violationOf(`names no provider of ${org}.${near}`);
  }
  if (found.apps === null || found.apps.includes(app)) return;
  throw violationOf(`names the provider ${provider}, which is limited to other apps than ${app}`);
}
