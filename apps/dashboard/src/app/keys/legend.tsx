import styles from "./keys.module.css";
import { marks } from "./marks.tsx";

/** What each mark in the matrix means. */
export function Legend() {
  return (
    <dl className={styles.legend}>
      {Object.entries(marks).map(([state, { icon, word, means }]) => (
        <div key={state}>
          <dt className={styles.cell} data-state={state}>
            {icon}
            {word}
          </dt>
          <dd>{means}</dd>
        </div>
      ))}
    </dl>
  );
}
