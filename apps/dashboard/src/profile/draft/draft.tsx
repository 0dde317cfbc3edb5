import type { ProfileView } from "@stagepass/contracts";
import { createContext, type ReactNode, use, useMemo, useState } from "react";
import { type Change, changesBetween, changesOf } from "./changes.ts";
import { apply, type DraftProfile, type ParameterEdit, type ProfileEdits, withoutNothing } from "./edits.ts";
import type { PlacedViolation } from "./place-violations.ts";
import { rebaseEdits } from "./rebase-edits.ts";

/** The profile on the page: the version that it began from, and what was changed since. */
interface Draft {
  readonly org: string;
  readonly base: ProfileView;
  readonly edits: ProfileEdits;
  readonly profile: DraftProfile;
  readonly changes: readonly Change[];
  /** What somebody else saved since the editing began, until it was noted. */
  readonly meanwhile: readonly Change[] | null;
  /** What the server refused in the last save and nobody has changed since. */
  readonly violations: readonly PlacedViolation[];
  /** Whether whoever looks may change it at all. */
  readonly isReadOnly: boolean;
  readonly edit: (part: ProfileEdits) => void;
  /** Changes parameters by their keys; undefined takes a change back. */
  readonly editParameters: (part: Readonly<Record<string, ParameterEdit | undefined>>) => void;
  readonly discard: () => void;
  readonly noteMeanwhile: () => void;
  readonly setViolations: (violations: readonly PlacedViolation[]) => void;
}

const Context = createContext<Draft | null>(null);

/** The profile of the page. */
export function useDraft(): Draft {
  const draft = use(Context);
  if (draft === null) throw new Error("useDraft belongs below DraftOf.");
  return draft;
}

/** What was typed, and the versions that it began from and that were looked at. */
interface Typed {
  readonly edits: ProfileEdits;
  readonly began: ProfileView;
  readonly seen: ProfileView;
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
  const [typed, setTyped] = useState<Typed | null>(null);
  const [violations, setViolations] = useState<readonly PlacedViolation[]>([]);
  const draft = useMemo((): Draft => {
    const editsOf = ({ edits, began }: Typed) => withoutNothing(base, rebaseEdits(began, edits, base));
    const edits = typed === null ? {} : editsOf(typed);
    const isEdited = Object.keys(edits).length > 0;
    const change = (next: (before: ProfileEdits) => ProfileEdits) => {
      setTyped((before) => {
        const now = before === null ? {} : editsOf(before);
        const seen = before === null || Object.keys(now).length === 0 ? base : before.seen;
        return { edits: next(now), began: base, seen };
      });
    };
    return {
      org,
      base,
      edits,
      profile: apply(base, edits),
      changes: changesOf(base, edits),
      meanwhile:
        typed === null || !isEdited || typed.seen.version === base.version
          ? null
          : changesBetween(typed.seen, base),
      violations,
      isReadOnly,
      edit: (part) => {
        setViolations((before) => before.filter(({ tab }) => !touches(part, tab)));
        change((now) => ({ ...now, ...part }));
      },
      editParameters: (part) => {
        setViolations((before) => before.filter(({ what }) => what === undefined || !(what in part)));
        change((now) => ({ ...now, parameters: withDefined({ ...now.parameters, ...part }) }));
      },
      discard: () => {
        setTyped(null);
        setViolations([]);
      },
      noteMeanwhile: () => setTyped((before) => (before === null ? null : { ...before, seen: base })),
      setViolations,
    };
  }, [org, base, typed, violations, isReadOnly]);
  return <Context value={draft}>{children}</Context>;
}

/** Whether a change is one of the things that a tab shows. */
function touches(part: ProfileEdits, tab: Change["tab"]): boolean {
  const field = tab === "access-role" ? "accessRole" : tab;
  return field in part;
}

const withDefined = (parameters: Readonly<Record<string, ParameterEdit | undefined>>) =>
  Object.fromEntries(
    Object.entries(parameters).flatMap(([key, edit]) => (edit === undefined ? [] : [[key, edit] as const])),
  );
