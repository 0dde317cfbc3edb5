import { bare, type Cell, type Round, type Run } from "./run.ts";
import { median } from "./statistics.ts";

/** A figure of one measurement. */
export type Figure = (round: Round) => number;

export const perSecond: Figure = (round) => round.perSecond;
export const p50Ms: Figure = (round) => round.p50Ms;
export const p99Ms: Figure = (round) => round.p99Ms;
/** Of all processes of the system together. */
export const processorMs: Figure = (round) =>
  Object.values(round.processorMs).reduce((sum, value) => sum + value, 0);

/** A figure of each round. */
export function figuresOf(cell: Cell, figure: Figure): number[] {
  return cell.rounds.map(figure);
}

/**
 * A figure of each round over that of the baseline in the same round at as many connections, which were measured one
 * after the other: what the machine did beside it weighs on both. Empty without a baseline.
 */
export function ratiosOf(run: Run, cell: Cell, baseline: string, figure: Figure): number[] {
  const base = run.cells.find(
    ({ system, scenario, connections }) =>
      system === bare && scenario === baseline && connections === cell.connections,
  );
  return cell.rounds.flatMap((round, index) => {
    const other = base?.rounds[index];
    return other === undefined ? [] : [figure(round) / figure(other)];
  });
}

/** The median over the rounds of each process's time for a request, in milliseconds. */
export function processorMsByProcess(cell: Cell): Record<string, number> {
  const names = Object.keys(cell.rounds[0]?.processorMs ?? {});
  return Object.fromEntries(
    names.map((name) => [name, median(cell.rounds.map((round) => round.processorMs[name] ?? Number.NaN))]),
  );
}
