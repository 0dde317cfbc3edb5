import {
  type Configuration,
  type ConfiguredThing,
  type ImportResult,
  jsonPath,
  Problem,
} from "@stagepass/contracts";
import type { OrgVault } from "../parameters/org-vault.ts";
import type { KeysVault } from "../providers/keys-vault.ts";
import { type CheckedSafeguards, checkSafeguardsOf } from "./check-safeguards.ts";
import { assertImportable } from "./count-rows.ts";
import { differenceOf } from "./difference.ts";
import { beginDraft, type Draft } from "./draft/draft.ts";
import type { Snapshot } from "./draft/snapshot.ts";
import type { ImportChanges, ImportPorts } from "./import-ports.ts";
import { namedThingsIn } from "./named-things.ts";
import { neededValues } from "./needed-values.ts";
import { runSteps } from "./run-steps.ts";
import { savingSteps } from "./saving-steps.ts";
import type { Step } from "./step.ts";
import { findUnnamed } from "./unnamed.ts";

/** How a document is imported. */
export interface Importing {
  readonly org: string;
  readonly by: string;
  readonly dryRun: boolean;
  /** Whether what the document's collections do not name is removed. */
  readonly prune: boolean;
  /** The digest of a dry run. The import must make the same changes to the same revisions. */
  readonly base: string | undefined;
}

/**
 * Makes the configuration of an organization what a document says: everything, or nothing. A dry run just returns the
 * difference. Throws `invalid` and `conflict` with every violation and its place, `too-large` which says the limit, and
 * `precondition-failed` when the changes are not those of the dry run any more.
 */
export async function importConfiguration(
  ports: ImportPorts,
  importing: Importing,
  document: Configuration,
): Promise<ImportResult> {
  assertImportable(document);
  const { org, dryRun } = importing;
  const checked = await checkSafeguardsOf(ports, org, document);
  const vault = await ports.openVault(org);
  const keysVault = await ports.openKeysVault(org);
  const named = namedThingsIn(document);
  return ports.transaction(async (changes) => {
    if (dryRun) await changes.beginReading();
    else await changes.lockConfiguration(org, named);
    const snapshot = await changes.readSnapshot(org, named.profiles);
    const draft = beginDraft(snapshot, changes.readSealedKeys);
    const work = { changes, snapshot, draft, document, vaults: { vault, keysVault }, checked };
    const { steps, unnamed } = await makeDraft(work, importing);
    const difference = differenceOf(draft.events, snapshot);
    const digest = ports.digest(JSON.stringify(difference));
    assertStillSo(importing, digest);
    if (!dryRun) await changes.writeDraft(org, draft.writes, draft.events);
    const changed = new Set(difference.map(({ path }) => path));
    const unchanged = steps.filter(({ at }) => !changed.has(jsonPath(at))).length;
    return { applied: !dryRun, digest, changes: difference, unchanged, unnamed };
  });
}

interface Work {
  readonly changes: ImportChanges;
  readonly snapshot: Snapshot;
  readonly draft: Draft;
  readonly document: Configuration;
  readonly vaults: { readonly vault: OrgVault; readonly keysVault: KeysVault };
  readonly checked: CheckedSafeguards;
}

async function makeDraft(
  { changes, snapshot, draft, document, vaults, checked }: Work,
  { org, by, prune }: Importing,
): Promise<{ steps: readonly Step[]; unnamed: ConfiguredThing[] }> {
  const change = { org, by, assertMatch: () => {} };
  const saving = { draft, change, ...vaults, checkSafeguards: checked };
  const steps = savingSteps(document, saving);
  const unnamed = findUnnamed(document, snapshot, saving);
  const removals = prune ? unnamed.map(({ step }) => step) : [];
  await runSteps(draft, [...steps, ...removals], async (chunk) => {
    const { ofProfiles, ofTargets } = neededValues(draft.state, chunk);
    draft.provide({
      ofProfiles: await changes.readSealed(org, ofProfiles),
      ofTargets: await changes.readSealedOfTargets(org, ofTargets),
    });
  });
  return { steps, unnamed: prune ? [] : unnamed.map(({ kind, path }) => ({ kind, path })) };
}

function assertStillSo({ base }: Importing, digest: string): void {
  if (base === undefined || base === digest) return;
  throw new Problem(
    "precondition-failed",
    "What the import would change is not what the dry run showed: something was changed since, or the document or prune " +
      "is another. Make the dry run again, look at the difference, and send its digest as base.",
  );
}
