import type { ReactNode } from "react";
import styles from "./safeguards.module.css";

interface PartProps {
  readonly title: string;
  /** What is in it, in a few words. */
  readonly about: string;
  /** Whether it opens by itself, such as for an error in it. */
  readonly isOpen?: boolean;
  readonly children: ReactNode;
}

/** A part of the editor that opens when it is needed. */
export function Part({ title, about, isOpen, children }: PartProps) {
  return (
    <details className={styles.part} open={isOpen === true ? true : undefined}>
      <summary>
        {title}
        <span>{about}</span>
      </summary>
      <div className={styles.settings}>{children}</div>
    </details>
  );
}
