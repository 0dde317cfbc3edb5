import { type ReactNode, useState } from "react";
import styles from "./safeguards.module.css";

interface PartProps {
  readonly title: string;
  /** What is in it, in a few words. */
  readonly about: string;
  /** Whether it opens by itself, such as for an error in it. */
  readonly isOpen?: boolean;
  readonly children: ReactNode;
}

/** A part of the editor that opens when it is needed, and stays open until somebody closes it. */
export function Part({ title, about, isOpen = false, children }: PartProps) {
  const [wasOpened, setOpened] = useState(isOpen);
  if (isOpen && !wasOpened) setOpened(true);
  return (
    <details
      className={styles.part}
      open={wasOpened}
      onToggle={({ currentTarget }) => {
        if (!isOpen) setOpened(currentTarget.open);
      }}
    >
      <summary>
        {title}
        <span>{about}</span>
      </summary>
      <div className={styles.settings}>{children}</div>
    </details>
  );
}
