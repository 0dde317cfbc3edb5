import type { OrgVault } from "../parameters/org-vault.ts";
import type { MigrationChanges, NewestParameter, ParameterToAdd } from "./migration-ports.ts";

/** A service, an instance or a blueprint, and the profile whose parameters it gets. */
export interface Copy {
  readonly targetId: string;
  readonly profile: string;
}

interface CopyChanges extends Pick<MigrationChanges, "readNewestParameters" | "addTargetParameters"> {}

/** What one statement writes, so that each stays small: rows, and bytes of ciphertext. */
const atOnce = { rows: 2_000, bytes: 4 * 1024 * 1024 };

/**
 * Copies parameters of profiles: the values of their newest versions, each sealed anew for its new place, references as
 * references, and all as sensitive as they were.
 */
export async function copyParameters(
  changes: CopyChanges,
  { org, vault }: { readonly org: string; readonly vault: OrgVault },
  copies: readonly Copy[],
): Promise<void> {
  const profiles = [...new Set(copies.map(({ profile }) => profile))];
  const read = profiles.length === 0 ? [] : await changes.readNewestParameters(org, profiles);
  const originals = new Map(
    profiles.map((profile) => [
      profile,
      read.filter((each) => each.profile === profile).map((each) => open(vault, each)),
    ]),
  );
  let [rows, bytes]: [ParameterToAdd[], number] = [[], 0];
  for (const { targetId, profile } of copies) {
    for (const [index, { value, ...parameter }] of (originals.get(profile) ?? []).entries()) {
      const { key } = parameter;
      const sealed = value === null ? null : vault.seal({ targetId, key }, value);
      rows.push({ targetId, position: index + 1, sealed, ...parameter });
      bytes += sealed?.length ?? 0;
      if (rows.length < atOnce.rows && bytes < atOnce.bytes) continue;
      await changes.addTargetParameters(rows);
      [rows, bytes] = [[], 0];
    }
  }
  if (rows.length > 0) await changes.addTargetParameters(rows);
}

/** Returns a parameter with its value, which is null where it has a reference. */
function open(vault: OrgVault, { sealed, sealedFor: profile, key, sensitive, reference }: NewestParameter) {
  const value = sealed === null ? null : vault.unseal({ profile, key }, sealed);
  return { key, sensitive, reference, value };
}
