import { useState } from "react";
import { Button } from "../../ui/controls/button.tsx";
import { LeaveGuard } from "../../ui/layout/leave-guard.tsx";
import { ChangeList } from "./change-list.tsx";
import { useDraft } from "./draft.tsx";
import styles from "./save-bar.module.css";
import { SaveDialog } from "./save-dialog.tsx";

/** Stands below the tabs while anything is unsaved. Leaving the profile then asks first. */
export function SaveBar() {
  const { changes, discard } = useDraft();
  const [isReviewing, setReviewing] = useState(false);
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
      <LeaveGuard isUnsaved isKeptInTabs>
        <p>These changes would be lost:</p>
        <ChangeList changes={changes} />
      </LeaveGuard>
    </>
  );
}
