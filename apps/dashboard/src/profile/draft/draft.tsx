import type { ProfileView } from "@stagepass/contracts";
import { createContext, type ReactNode, use, useMemo, useState } from "react";
import {
  apply,
  type Change,
  changesOf,
  type DraftProfile,
  type ProfileEdits,
  withoutNothing,
} from "./edits.ts";

/** The profile on the page: the version that it began from, and what was changed since. */
interface Draft {
  readonly org: string;
  readonly base: ProfileView;
  readonly edits: ProfileEdits;
  readonly profile: DraftProfile;
  readonly changes: readonly Change[];
  /** Whether whoever looks may change it at all. */
  readonly isReadOnly: boolean;
  readonly edit: (part: ProfileEdits) => void;
  readonly discard: () => void;
}

const Context = createContext<Draft | null>(null);

/** The profile of the page. */
export function useDraft(): Draft {
  const draft = use(Context);
  if (draft === null) throw new Error("useDraft belongs below DraftOf.");
  return draft;
}

interface DraftOfProps {
  readonly org: string;
  /** The newest version that was read. When another one is saved, the changes stay and apply to that one. */
  readonly base: ProfileView;
  readonly isReadOnly: boolean;
  readonly children: ReactNode;
}

/** Keeps what is changed in all tabs of a profile until it is saved. */
export function DraftOf({ org, base, isReadOnly, children }: DraftOfProps) {
  const [raw, setEdits] = useState<ProfileEdits>({});
  const draft = useMemo((): Draft => {
    const edits = withoutNothing(base, raw);
    return {
      org,
      base,
      edits,
      profile: apply(base, edits),
      changes: changesOf(base, edits),
      isReadOnly,
      edit: (part) => setEdits((before) => ({ ...before, ...part })),
      discard: () => setEdits({}),
    };
  }, [org, base, raw, isReadOnly]);
  return <Context value={draft}>{children}</Context>;
}
