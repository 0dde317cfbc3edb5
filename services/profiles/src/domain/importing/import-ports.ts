import type { Safeguard, Violation } from "@stagepass/contracts";
import type { InTransaction } from "../common/change.ts";
import type { OrgVault } from "../parameters/org-vault.ts";
import type { ReadSealed } from "../parameters/read-values.ts";
import type { KeysVault } from "../providers/keys-vault.ts";
import type { ReadSealedKeys } from "./draft/draft.ts";
import type { NamedThings, Snapshot } from "./draft/snapshot.ts";
import type { DraftEvent, Writes } from "./draft/state.ts";

/** What importing needs of a transaction. */
export interface ImportChanges {
  /** Lets the transaction see one moment, and change nothing. */
  beginReading(): Promise<void>;
  /**
   * Locks all that is configured in an organization until the transaction ends, and makes rows for what is named and not
   * there. Throws `not-found`.
   */
  lockConfiguration(org: string, named: NamedThings): Promise<void>;
  /** Throws `not-found`, and `too-large` for an organization that has more rows than an import can have. */
  readSnapshot(org: string, profiles: readonly string[]): Promise<Snapshot>;
  readSealed: ReadSealed;
  readSealedOfTargets: ReadSealed;
  readSealedKeys: ReadSealedKeys;
  writeDraft(org: string, writes: Writes, events: readonly DraftEvent[]): Promise<void>;
}

/** What importing needs from outside. */
export interface ImportPorts {
  openVault(org: string): Promise<OrgVault>;
  openKeysVault(org: string): Promise<KeysVault>;
  checkSafeguards(safeguards: readonly Safeguard[]): Promise<Violation[]>;
  /** Returns the safeguards that the newest versions of profiles have, by the names of the profiles. */
  listSafeguards(
    org: string,
    profiles: readonly string[],
  ): Promise<ReadonlyMap<string, readonly Safeguard[]>>;
  /** Returns a short text that stands for a longer one. */
  digest(text: string): string;
  transaction: InTransaction<ImportChanges>;
}
