import type { Change } from "../common/change.ts";
import type { OrgVault } from "../parameters/org-vault.ts";
import type { SavePorts } from "../profiles/save-profile.ts";
import type { KeysVault } from "../providers/keys-vault.ts";
import type { Draft } from "./draft/draft.ts";
import type { Step } from "./step.ts";

/** What saving the things of a document needs. */
export interface Saving {
  readonly draft: Draft;
  readonly change: Change;
  readonly vault: OrgVault;
  readonly keysVault: KeysVault;
  readonly checkSafeguards: SavePorts["checkSafeguards"];
}

/** The steps of things by their names. */
export type Steps = ReadonlyMap<string, Step>;

/** A value that is marked as missing is kept, as the API keeps one that is left out. */
export function withoutMarker<T extends { readonly missing?: true | undefined }>({
  missing: _,
  ...given
}: T) {
  return given;
}

/** What the functions of the API need, over the draft. */
export function portsOf({ draft, vault, keysVault, checkSafeguards }: Saving) {
  return {
    checkSafeguards,
    openVault: async () => vault,
    openKeysVault: async () => keysVault,
    transaction: async <T>(work: (changes: Draft["changes"]) => Promise<T>) => work(draft.changes),
  };
}
