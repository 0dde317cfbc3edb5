import { Badge, Name } from "../../ui/feedback/badge.tsx";
import { CellLink } from "./cell-link.tsx";
import styles from "./keys.module.css";
import type { Column, MatrixPlace, MatrixRow } from "./matrix.ts";

interface KeysMatrixProps {
  readonly place: MatrixPlace;
  readonly columns: readonly Column[];
  readonly rows: readonly MatrixRow[];
}

/** Keys beside stages. The keys stay in view while the stages scroll. */
export function KeysMatrix({ place, columns, rows }: KeysMatrixProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={styles.frame} aria-label="Keys across stages, which scrolls" tabIndex={0}>
      <table className={styles.matrix} aria-label="Keys across stages">
        <thead>
          <tr>
            <th scope="col">Key</th>
            {columns.map(({ stage, explanation }) => (
              <th key={stage} scope="col">
                <span className={styles.stage}>{stage}</span>
                <span className={styles.profile}>{explanation?.profile.chosen?.name ?? "\u00a0"}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, isRequired, cells }) => (
            <tr key={key}>
              <th scope="row">
                <span className={styles.key}>
                  <Name>{key}</Name>
                  {isRequired ? <Badge>required</Badge> : null}
                </span>
              </th>
              {columns.map((column, index) => (
                <td key={column.stage}>
                  <CellLink place={place} column={column} name={key} cell={cells[index]} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
