import type { ReactNode } from "react";
import styles from "./empty.module.css";

interface EmptyProps {
  readonly icon: ReactNode;
  readonly title: string;
  /** What it is for and what to do first. */
  readonly children: ReactNode;
  readonly action?: ReactNode;
}

/** What a list shows before it has anything. */
export function Empty({ icon, title, children, action }: EmptyProps) {
  return (
    <div className={styles.empty}>
      <span className={styles.icon}>{icon}</span>
      <h2>{title}</h2>
      <p>{children}</p>
      {action}
    </div>
  );
}

/** Grey lines where text is about to be. */
export function Skeleton({ lines = 3 }: { readonly lines?: number }) {
  return (
    <div className={styles.skeleton} role="status" aria-label="Loading">
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are alike
        <span key={line} />
      ))}
    </div>
  );
}
