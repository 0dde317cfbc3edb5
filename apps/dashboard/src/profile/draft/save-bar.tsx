import { patchProfile } from "@stagepass/contracts";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useBlocker } from "@tanstack/react-router";
import { useState } from "react";
import { ask } from "../../api/ask.ts";
import { ApiProblem } from "../../api/problem.ts";
import { noteSignedOut } from "../../session/session.ts";
import { Button } from "../../ui/controls/button.tsx";
import { Badge, Name } from "../../ui/feedback/badge.tsx";
import { Note, ProblemNote } from "../../ui/feedback/note.tsx";
import { useSay } from "../../ui/feedback/toast.tsx";
import { Actions, Dialog } from "../../ui/layout/dialog.tsx";
import { profileQuery } from "../profile-queries.ts";
import { useDraft } from "./draft.tsx";
import { type Change, patchOf } from "./edits.ts";
import styles from "./save-bar.module.css";

/** Stands below the tabs while anything is unsaved. It shows every change before it makes all of them one version. */
export function SaveBar() {
  const { org, base, edits, changes, discard } = useDraft();
  const [isReviewing, setReviewing] = useState(false);
  const queries = useQueryClient();
  const say = useSay();
  const { queryKey } = profileQuery(org, base.name);
  const save = useMutation({
    mutationFn: () =>
      ask(patchProfile, {
        params: { org, profile: base.name },
        body: patchOf(base, edits),
        at: base.version,
      }),
    onSuccess: async (saved) => {
      queries.setQueryData(queryKey, saved);
      discard();
      setReviewing(false);
      say(`Saved as version ${saved.version}`);
      await queries.invalidateQueries({ queryKey: [org, "profiles"] });
    },
    onError: (error) => noteSignedOut(error),
  });
  const leaving = useBlocker({
    shouldBlockFn: ({ current, next }) => changes.length > 0 && current.pathname !== next.pathname,
    enableBeforeUnload: () => changes.length > 0,
    withResolver: true,
  });
  const isOvertaken = save.error instanceof ApiProblem && save.error.code === "precondition-failed";
  if (changes.length === 0) return null;
  return (
    <>
      <section className={styles.bar} aria-label="Unsaved changes">
        <p>
          <strong>{changes.length === 1 ? "1 unsaved change" : `${changes.length} unsaved changes`}</strong>
          <span className={styles.what}>{changes.map(({ what }) => what).join(", ")}</span>
        </p>
        <Button look="quiet" onPress={discard}>
          Discard
        </Button>
        <Button look="primary" onPress={() => setReviewing(true)}>
          Save changes
        </Button>
      </section>
      <Dialog
        title={`Save as version ${base.version + 1}`}
        isOpen={isReviewing}
        onClose={() => setReviewing(false)}
      >
        <div className={styles.review}>
          {isOvertaken ? (
            <Note tone="warn" title="Somebody saved this profile meanwhile">
              <p>Your changes are kept. Look at the newest version, and save them on top of it.</p>
            </Note>
          ) : (
            <ProblemNote error={save.error} />
          )}
          <Changes changes={changes} />
          <Actions>
            <Button onPress={() => setReviewing(false)}>Go on editing</Button>
            {isOvertaken ? (
              <Button
                look="primary"
                onPress={() => {
                  save.reset();
                  void queries.invalidateQueries({ queryKey });
                }}
              >
                Load the newest version
              </Button>
            ) : (
              <Button look="primary" isPending={save.isPending} onPress={() => save.mutate()}>
                Save changes
              </Button>
            )}
          </Actions>
        </div>
      </Dialog>
      <Dialog
        title="Leave without saving?"
        isOpen={leaving.status === "blocked"}
        onClose={() => leaving.reset?.()}
      >
        <div className={styles.review}>
          <p>These changes would be lost:</p>
          <Changes changes={changes} />
          <Actions>
            <Button onPress={() => leaving.reset?.()}>Stay</Button>
            <Button look="danger" onPress={() => leaving.proceed?.()}>
              Leave
            </Button>
          </Actions>
        </div>
      </Dialog>
    </>
  );
}

const tones = { added: "good", changed: "accent", removed: "bad" } as const;

/** Every change, without a value. */
function Changes({ changes }: { readonly changes: readonly Change[] }) {
  return (
    <ul className={styles.changes}>
      {changes.map(({ tab, kind, what }) => (
        <li key={`${tab} ${what}`}>
          <Badge tone={tones[kind]}>{kind}</Badge>
          <Name>{what}</Name>
          <span className={styles.tab}>{tab.replace("-", " ")}</span>
        </li>
      ))}
    </ul>
  );
}
