import styles from "./live-mark.module.css";

/** How a list is kept up to date: by events as they happen, by reading it again, or not at present. */
export type Liveness = "events" | "polling" | "away";

const told = {
  events: "Changes appear as they happen",
  polling: "Read again every five seconds",
  away: "Stagepass does not answer; it is asked again",
} as const satisfies Record<Liveness, string>;

/** Whether a list is kept up to date by itself. */
export function LiveMark({ by }: { readonly by: Liveness }) {
  const isLive = by !== "away";
  return (
    <span className={styles.live} data-live={isLive} title={told[by]} role="status">
      {isLive ? "Live" : "Not live"}
    </span>
  );
}
