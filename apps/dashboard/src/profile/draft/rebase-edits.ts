import type { ProfileView, Safeguard } from "@stagepass/contracts";
import type { ProfileEdits } from "./edits.ts";

/**
 * Puts changes that began from one version on top of another. What only one side changed is kept as that side has it; where
 * both changed the same thing, the changes that are not saved yet win.
 */
export function rebaseEdits(began: ProfileView, edits: ProfileEdits, now: ProfileView): ProfileEdits {
  if (edits.safeguards === undefined || isSame(began.safeguards, now.safeguards)) return edits;
  return { ...edits, safeguards: merge(began.safeguards, edits.safeguards, now.safeguards) };
}

/** Each safeguard is taken by its name: as it was changed here, and else as it is now. */
function merge(
  began: readonly Safeguard[],
  mine: readonly Safeguard[],
  theirs: readonly Safeguard[],
): Safeguard[] {
  const was = new Map(began.map((safeguard) => [safeguard.name, safeguard]));
  const now = new Map(theirs.map((safeguard) => [safeguard.name, safeguard]));
  const names = new Set(mine.map(({ name }) => name));
  return [
    ...mine.flatMap((safeguard) => {
      const isMine = !isSame(safeguard, was.get(safeguard.name));
      return isMine ? [safeguard] : (now.get(safeguard.name) ?? []);
    }),
    ...theirs.filter(({ name }) => !names.has(name) && !was.has(name)),
  ];
}

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
