import { number, table } from "../figures/table.ts";
import type { SoakFigures, SoakRow } from "./bench-soak.ts";
import { measures } from "./measures.ts";

/** The figures for people: what docs/performance.md explains. */
export function describeSoak({
  minutes,
  perSecond,
  byStatus,
  chores,
  rows,
  ...figures
}: SoakFigures): string {
  const answers = Object.entries(byStatus).map(([status, count]) => `${status}: ${count}`);
  const done = Object.entries(chores).map(([name, count]) => [name, `${count.done}`, `${count.failed}`]);
  return [
    `${minutes} minutes, ${number(perSecond, 0)} requests per second: ${answers.join(", ")}`,
    `p50 ${number(figures.p50Ms, 1)} ms, p99 ${number(figures.p99Ms, 1)} ms\n`,
    table([["beside them", "done", "failed"], ...done]),
    table([["", "first third", "last third", "per hour", ""], ...rows.map(rowOf)]),
    `verdict: ${figures.verdict}${namesOfGrowing(rows)}\n`,
  ].join("\n");
}

function rowOf({ process, measure, first, last, perHour, verdict }: SoakRow): string[] {
  const sign = perHour > 0 ? "+" : "";
  const name = `${process}, ${measures[measure].title}`;
  return [name, number(first, 1), number(last, 1), `${sign}${number(perHour, 1)}`, verdict ?? ""];
}

function namesOfGrowing(rows: readonly SoakRow[]): string {
  const growing = rows.filter(({ verdict }) => verdict === "grows");
  if (growing.length === 0) return "";
  return `: ${growing.map(({ process, measure }) => `${process}, ${measures[measure].title}`).join("; ")}`;
}
