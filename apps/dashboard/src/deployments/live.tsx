import styles from "./live.module.css";

/** Whether a list is kept up to date by itself. */
export function Live({ isLive }: { readonly isLive: boolean }) {
  return (
    <span
      className={styles.live}
      data-live={isLive}
      title={isLive ? "Read again every five seconds" : "Stagepass does not answer; it is asked again"}
      role="status"
    >
      {isLive ? "Live" : "Not live"}
    </span>
  );
}
