import { Badge, Name } from "../../ui/feedback/badge.tsx";
import styles from "./change-list.module.css";
import type { Change } from "./changes.ts";

const tones = { added: "good", changed: "accent", removed: "bad" } as const;

interface ChangeListProps {
  readonly changes: readonly Change[];
  /** Changes that somebody made to the same things. */
  readonly others?: readonly Change[];
}

/** Every change, with what it was and what it is, but without the value of a parameter. */
export function ChangeList({ changes, others = [] }: ChangeListProps) {
  const isContested = ({ tab, what }: Change) =>
    others.some((other) => other.tab === tab && other.what === what);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <ul className={styles.changes} tabIndex={0} aria-label="Changes">
      {changes.map((change) => (
        <li key={`${change.tab} ${change.what}`}>
          <p className={styles.head}>
            <Badge tone={tones[change.kind]}>{change.kind}</Badge>
            <Name>{change.what}</Name>
            {isContested(change) ? <Badge tone="warn">changed by both: yours is saved</Badge> : null}
            <span className={styles.tab}>{change.tab.replace("-", " ")}</span>
          </p>
          {change.kind === "removed"
            ? null
            : change.details?.map(({ label, from, to }) => (
                <p key={label} className={styles.detail}>
                  <span>{label}</span>
                  {from === "" ? null : <del>{from}</del>}
                  {to === "" ? null : <ins>{to}</ins>}
                </p>
              ))}
        </li>
      ))}
    </ul>
  );
}
