import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { Skeleton } from "../feedback/empty.tsx";
import { ProblemNote } from "../feedback/note.tsx";
import styles from "./table.module.css";

/** A column of a table. */
export interface Column<T> {
  readonly id: string;
  readonly label: string;
  readonly cell: (row: T) => ReactNode;
  /** Hidden where there is little room. */
  readonly isSecondary?: boolean;
  /** Stands below the first column where there is little room. */
  readonly isFolded?: boolean;
  readonly align?: "end";
  /** As much room as its content needs. */
  readonly isNarrow?: boolean;
}

interface TableProps<T> {
  /** What the rows are, for screen readers. */
  readonly label: string;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[] | undefined;
  readonly rowKey: (row: T) => string;
  /** What is shown in place of a table without rows. */
  readonly empty: ReactNode;
  readonly error?: Error | null;
  /** Fetches the next rows; it is called when the last ones come into view. */
  readonly onEnd?: (() => void) | undefined;
  readonly isFetchingMore?: boolean;
}

const rowHeight = 45;
/** Below this many rows all are there, so that the browser's own search finds them. */
const manyRows = 60;

/**
 * A table. The first link in a row is the row's: a press anywhere in it follows that link. Of many rows, only those
 * in view are in the document.
 */
export function Table<T>(props: TableProps<T>) {
  const { label, columns, rows, rowKey, empty, error, onEnd, isFetchingMore = false } = props;
  if (error !== null && error !== undefined && rows === undefined) return <ProblemNote error={error} />;
  if (rows === undefined) return <Skeleton lines={6} />;
  if (rows.length === 0) return empty;
  return (
    <div className={styles.frame}>
      <table className={styles.table} aria-label={label} aria-rowcount={rows.length + 1}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.id} scope="col" className={classOf(column)}>
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        {rows.length < manyRows ? (
          <tbody>
            {rows.map((row) => (
              <Row key={rowKey(row)} row={row} columns={columns} />
            ))}
          </tbody>
        ) : (
          <RowsInView rows={rows} columns={columns} rowKey={rowKey} />
        )}
      </table>
      {onEnd === undefined ? null : <End key={rows.length} onEnd={onEnd} isFetching={isFetchingMore} />}
    </div>
  );
}

interface RowsProps<T> {
  readonly rows: readonly T[];
  readonly columns: readonly Column<T>[];
  readonly rowKey: (row: T) => string;
}

function RowsInView<T>({ rows, columns, rowKey }: RowsProps<T>) {
  const body = useRef<HTMLTableSectionElement>(null);
  const [top, setTop] = useState(0);
  useEffect(() => setTop(body.current?.offsetTop ?? 0), []);
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollMargin: top,
  });
  const items = virtual.getVirtualItems();
  const before = (items[0]?.start ?? top) - top;
  const after = virtual.getTotalSize() - ((items.at(-1)?.end ?? top) - top);
  return (
    <tbody ref={body}>
      <Space height={before} />
      {items.map(({ index }) => {
        const row = rows[index];
        return row === undefined ? null : <Row key={rowKey(row)} row={row} columns={columns} index={index} />;
      })}
      <Space height={after} />
    </tbody>
  );
}

/** Holds the place of rows that are not in view. */
function Space({ height }: { readonly height: number }) {
  return height <= 0 ? null : <tr aria-hidden style={{ height }} />;
}

interface RowProps<T> {
  readonly row: T;
  readonly columns: readonly Column<T>[];
  readonly index?: number;
}

function Row<T>({ row, columns, index: at }: RowProps<T>) {
  return (
    <tr className={styles.row} aria-rowindex={at === undefined ? undefined : at + 2}>
      {columns.map((column, index) => (
        <td key={column.id} className={classOf(column)}>
          {column.cell(row)}
          {index === 0 ? <Folded row={row} columns={columns} /> : null}
        </td>
      ))}
    </tr>
  );
}

/** What stands in columns of their own where there is room. */
function Folded<T>({ row, columns }: Pick<RowProps<T>, "row" | "columns">) {
  const folded = columns.filter(({ isFolded = false }) => isFolded);
  if (folded.length === 0) return null;
  return (
    <dl className={styles.folded}>
      {folded.map(({ id, label, cell }) => (
        <div key={id}>
          <dt>{label}</dt>
          <dd>{cell(row)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Stands below the rows. When it comes into view, the next rows are fetched. */
function End({ onEnd, isFetching }: { readonly onEnd: () => void; readonly isFetching: boolean }) {
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (end.current === null || isFetching) return;
    const watch = new IntersectionObserver(([entry]) => entry?.isIntersecting === true && onEnd(), {
      rootMargin: "600px",
    });
    watch.observe(end.current);
    return () => watch.disconnect();
  }, [onEnd, isFetching]);
  return <div ref={end}>{isFetching ? <Skeleton lines={2} /> : null}</div>;
}

function classOf<T>({ isSecondary = false, isFolded = false, align, isNarrow = false }: Column<T>): string {
  return [
    isSecondary || isFolded ? styles.secondary : "",
    align === "end" ? styles.end : "",
    isNarrow ? styles.narrow : "",
  ].join(" ");
}
