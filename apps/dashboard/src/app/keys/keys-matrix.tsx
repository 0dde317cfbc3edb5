import { Copy } from "lucide-react";
import { useState } from "react";
import { useMay } from "../../session/session.ts";
import { MoreMenu } from "../../ui/controls/menu.tsx";
import { Badge, Name } from "../../ui/feedback/badge.tsx";
import { CellLink } from "./cell-link.tsx";
import { type Chosen, CopyDialog } from "./copying/copy-dialog.tsx";
import { sourceOf } from "./copying/places.ts";
import styles from "./keys.module.css";
import type { Column, MatrixPlace, MatrixRow } from "./matrix.ts";

interface KeysMatrixProps {
  readonly place: MatrixPlace;
  readonly columns: readonly Column[];
  readonly rows: readonly MatrixRow[];
  /** All stages: a key can be copied to one that is not shown. */
  readonly stages: readonly Column[];
}

/** Keys beside stages. The keys stay in view while the stages scroll. */
export function KeysMatrix({ place, columns, rows, stages }: KeysMatrixProps) {
  const may = useMay();
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const mayCopy = may("copyToProfile") && stages.length > 1;
  const copyOf = (column: Column, { key, cells }: MatrixRow, index: number) => {
    const from = sourceOf(place, column, cells[index]);
    if (!mayCopy || from === undefined) return null;
    const { stage } = column;
    const onAction = () => setChosen({ key, stage, from });
    return (
      <MoreMenu
        label={`More about ${key} in ${stage}`}
        actions={[{ label: "Copy to…", icon: <Copy />, onAction }]}
      />
    );
  };
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
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">
                <span className={styles.key}>
                  <Name>{row.key}</Name>
                  {row.isRequired ? <Badge>required</Badge> : null}
                </span>
              </th>
              {columns.map((column, index) => (
                <td key={column.stage}>
                  <span className={styles.within}>
                    <CellLink place={place} column={column} name={row.key} cell={row.cells[index]} />
                    {copyOf(column, row, index)}
                  </span>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {chosen === null ? null : (
        <CopyDialog place={place} columns={stages} chosen={chosen} onClose={() => setChosen(null)} />
      )}
    </section>
  );
}
