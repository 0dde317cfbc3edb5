import { useBlocker } from "@tanstack/react-router";
import { useState } from "react";
import { Button } from "../../ui/controls/button.tsx";
import { Actions, Dialog } from "../../ui/layout/dialog.tsx";
import { ChangeList } from "./change-list.tsx";
import { useDraft } from "./draft.tsx";
import styles from "./save-bar.module.css";
import { SaveDialog } from "./save-dialog.tsx";

/** Stands below the tabs while anything is unsaved. Leaving the profile then asks first. */
export function SaveBar() {
  const { changes, discard } = useDraft();
  const [isReviewing, setReviewing] = useState(false);
  const leaving = useBlocker({
    shouldBlockFn: ({ current, next }) => changes.length > 0 && current.pathname !== next.pathname,
    enableBeforeUnload: () => changes.length > 0,
    withResolver: true,
  });
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
      <SaveDialog isOpen={isReviewing} onClose={() => setReviewing(false)} />
      <Dialog
        title="Leave without saving?"
        isOpen={leaving.status === "blocked"}
        onClose={() => leaving.reset?.()}
      >
        <div className={styles.review}>
          <p>These changes would be lost:</p>
          <ChangeList changes={changes} />
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
