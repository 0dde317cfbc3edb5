import { patchProfile } from "@stagepass/contracts";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { ask } from "../../api/ask.ts";
import { ApiProblem } from "../../api/problem.ts";
import { noteSignedOut } from "../../session/session.ts";
import { Button } from "../../ui/controls/button.tsx";
import { Note, ProblemNote } from "../../ui/feedback/note.tsx";
import { useSay } from "../../ui/feedback/toast.tsx";
import { Actions, Dialog } from "../../ui/layout/dialog.tsx";
import { profileQuery } from "../profile-queries.ts";
import { ChangeList } from "./change-list.tsx";
import type { Change } from "./changes.ts";
import { useDraft } from "./draft.tsx";
import { patchOf } from "./edits.ts";
import { Meanwhile } from "./meanwhile.tsx";
import { type PlacedViolation, placeViolations } from "./place-violations.ts";
import styles from "./save-bar.module.css";

interface SaveDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Shows every change, and then makes all of them one version. */
export function SaveDialog({ isOpen, onClose }: SaveDialogProps) {
  const { base, changes, meanwhile, violations } = useDraft();
  const save = useSave(onClose);
  const isOvertaken = save.error instanceof ApiProblem && save.error.code === "precondition-failed";
  return (
    <Dialog title={`Save as version ${base.version + 1}`} isOpen={isOpen} onClose={onClose} isWide>
      <div className={styles.review}>
        {isOvertaken || isPlaced(save.error, violations) ? null : <ProblemNote error={save.error} />}
        <Violations violations={violations} onFollow={onClose} />
        <Meanwhile />
        <ChangeList changes={changes} others={meanwhile ?? []} />
        <Actions request={save.request}>
          <Button onPress={onClose}>Go on editing</Button>
          <Button look="primary" isPending={save.isPending} onPress={() => save.mutate()}>
            {meanwhile === null ? "Save changes" : `Save on top of version ${base.version}`}
          </Button>
        </Actions>
      </div>
    </Dialog>
  );
}

function useSave(onSaved: () => void) {
  const { org, base, edits, discard, setViolations } = useDraft();
  const queries = useQueryClient();
  const say = useSay();
  const { queryKey } = profileQuery(org, base.name);
  const saving = () =>
    ask(patchProfile, {
      params: { org, profile: base.name },
      body: patchOf(base, edits),
      at: base.version,
    });
  const save = useMutation({
    mutationFn: () => {
      setViolations([]);
      return saving();
    },
    onSuccess: async (saved) => {
      queries.setQueryData(queryKey, saved);
      discard();
      onSaved();
      say(saved.version === base.version ? "Nothing was different" : `Saved as version ${saved.version}`);
      await queries.invalidateQueries({ queryKey: [org, "profiles"] });
    },
    onError: (error) => {
      noteSignedOut(error);
      if (!(error instanceof ApiProblem)) return;
      setViolations(placeViolations(error.violations, patchOf(base, edits)));
      // Not awaited: else the newest version could be seen before its button takes a press.
      if (error.code === "precondition-failed") void queries.refetchQueries({ queryKey, exact: true });
    },
  });
  return { ...save, request: () => saving().request };
}

/** Whether the list of places below says everything that was refused. */
function isPlaced(error: Error | null, placed: readonly PlacedViolation[]): boolean {
  return error instanceof ApiProblem && placed.length > 0 && placed.length === error.violations.length;
}

interface ViolationsProps {
  readonly violations: readonly PlacedViolation[];
  readonly onFollow: () => void;
}

/** What the server refused, each with the way to where it stands. */
function Violations({ violations, onFollow }: ViolationsProps) {
  const navigate = useNavigate();
  const follow = (tab: Change["tab"]) => {
    onFollow();
    if (tab !== "description") void navigate({ to: ".", search: (before) => ({ ...before, tab }) });
  };
  if (violations.length === 0) return null;
  return (
    <Note tone="bad" title="Nothing was saved">
      <ul className={styles.violations}>
        {violations.map(({ tab, what, field, message }) => (
          <li key={`${tab} ${what} ${field} ${message}`}>
            <p>
              <strong>{[tab.replace("-", " "), what, field].filter(Boolean).join(" · ")}</strong> {message}
            </p>
            <Button look="quiet" onPress={() => follow(tab)}>
              Go there
            </Button>
          </li>
        ))}
      </ul>
    </Note>
  );
}
