import type { Cell } from "../figures/run.ts";
import { median } from "../figures/statistics.ts";
import { number, table } from "../figures/table.ts";
import { type Amount, describeAmount } from "./amount.ts";

/** The same requests to an installation with few data and to one with many. */
export interface DataFigures {
  readonly scenario: string;
  readonly small: Amount;
  readonly large: Amount;
  readonly cells: readonly Cell[];
}

/** The figures as a table: medians over the rounds, and the ratio as the median of the rounds' own ratios. */
export function describeData({ scenario, small, large, cells }: DataFigures): string {
  const p50s = (name: string, connections: number) =>
    cells.find((cell) => cell.system === name && cell.connections === connections)?.rounds ?? [];
  const counts = [...new Set(cells.map(({ connections }) => connections))];
  const rows = counts.map((connections) => {
    const few = p50s("small", connections).map(({ p50Ms }) => p50Ms);
    const many = p50s("large", connections).map(({ p50Ms }) => p50Ms);
    const ratios = many.map((p50Ms, round) => p50Ms / (few[round] ?? Number.NaN));
    return [String(connections), number(median(few), 2), number(median(many), 2), number(median(ratios), 2)];
  });
  const title = `${scenario} with ${describeAmount(small)}, and with ${describeAmount(large)}`;
  return `${title}\n\n${table([["connections", "p50 ms", "p50 ms", "ratio"], ...rows])}`;
}
