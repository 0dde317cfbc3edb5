import { CloudOff } from "lucide-react";
import { useIsAway } from "../api/away.ts";
import styles from "./away-note.module.css";

/** Says above every page that Stagepass does not answer, until it does. */
export function AwayNote() {
  const isAway = useIsAway();
  return (
    <div role="status" className={styles.place}>
      {isAway ? (
        <p className={styles.note}>
          <CloudOff aria-hidden />
          <strong>Stagepass does not answer.</strong> It is asked again until it does.
        </p>
      ) : null}
    </div>
  );
}
