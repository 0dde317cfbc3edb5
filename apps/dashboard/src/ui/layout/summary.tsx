import type { ReactNode } from "react";
import styles from "./summary.module.css";

interface SummaryProps {
  readonly items: readonly {
    readonly label: string;
    readonly value: ReactNode;
    /** What is behind the value. */
    readonly why?: ReactNode;
  }[];
}

/** The few things that matter most, beside each other and large. */
export function Summary({ items }: SummaryProps) {
  return (
    <dl className={styles.summary}>
      {items.map(({ label, value, why }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
          {why === undefined ? null : <dd className={styles.why}>{why}</dd>}
        </div>
      ))}
    </dl>
  );
}
