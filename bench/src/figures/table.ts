import type { Figures } from "../load/load.ts";

/** The figures as a table, each beside its ratio to the same number of connections of the baseline. */
export function table(measured: Record<string, Figures[]>, baseline: string): string {
  const rows = [["", "connections", "requests/s", "p50 ms", "p99 ms", "to fan-out"]];
  for (const [name, figures] of Object.entries(measured)) {
    for (const [index, { connections, perSecond, p50, p99 }] of figures.entries()) {
      const base = measured[baseline]?.[index]?.perSecond ?? Number.NaN;
      const ratio = (perSecond / base).toFixed(2);
      rows.push([
        index === 0 ? name : "",
        String(connections),
        perSecond.toFixed(0),
        p50.toFixed(2),
        p99.toFixed(2),
        ratio,
      ]);
    }
  }
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const line = (row: string[]) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join("  ");
  return `${rows.map(line).join("\n")}\n`;
}
