import { median } from "../figures/statistics.ts";
import { number, table } from "../figures/table.ts";
import type { OverloadFigures, Shares } from "./bench-overload.ts";
import type { Summary } from "./summary.ts";

/** The figures for people: what docs/performance.md explains. */
export function describeOverload(figures: OverloadFigures): string {
  const { capacityPerSecond: capacity, capacities, overload, before, after, greedy, modest } = figures;
  const share = (value: number) => `${number((value / capacity) * 100, 0)} %`;
  const rows: [string, Summary][] = [
    ...capacities.map((summary): [string, Summary] => ["capacity", summary]),
    ["a third of it, before", before],
    ["overload", overload],
    ["a third of it, after", after],
    ["greedy key", greedy],
    ["modest key", modest],
  ];
  const p99AtCapacity = median(capacities.map(({ p99Ms }) => p99Ms));
  return [
    `${figures.system}, resolve 20+5, capacity at ${figures.connections} connections\n`,
    table([
      ["", "offered/s", "good/s", "p50 ms", "p99 ms", "refused p50", "p99 ms", "answers"],
      ...rows.map(([name, summary]) => rowOf(name, summary)),
    ]),
    `goodput under overload: ${number(overload.goodPerSecond, 0)}/s, ${share(overload.goodPerSecond)} of the capacity`,
    `p99 under overload: ${number(overload.p99Ms / p99AtCapacity, 2)} × p99 at capacity`,
    `recovery: ${recovery(figures.recoverySeconds)}`,
    `modest key: ${number((modest.goodPerSecond / modest.offeredPerSecond) * 100, 1)} % of its requests were answered\n`,
    processors(figures.capacityShares, figures.overloadShares),
    `connections of the sender: ${figures.sockets}\n`,
  ].join("\n");
}

function rowOf(name: string, summary: Summary): string[] {
  const answers = Object.entries(summary.byStatus).map(([status, count]) => `${status}: ${count}`);
  return [
    name,
    number(summary.offeredPerSecond, 0),
    number(summary.goodPerSecond, 0),
    number(summary.p50Ms, 0),
    number(summary.p99Ms, 0),
    number(summary.refusedP50Ms, 1),
    number(summary.refusedP99Ms, 1),
    answers.join(", "),
  ];
}

function recovery(seconds: number): string {
  return Number.isFinite(seconds) ? `${seconds} s` : "not in the time that was measured";
}

function processors(capacity: Shares, overload: Shares): string {
  const percent = (share: number | undefined) => number((share ?? Number.NaN) * 100, 0);
  const rows = Object.keys(overload).map((name) => [name, percent(capacity[name]), percent(overload[name])]);
  return table([["% of a processor", "at capacity", "under overload"], ...rows]);
}
