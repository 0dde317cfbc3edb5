import { type Figure, figuresOf, p50Ms, perSecond, processorMs, ratiosOf } from "./ratios.ts";
import { type Cell, cellName, fanOut, type Run } from "./run.ts";
import { median, spread } from "./statistics.ts";

/** How a figure of one cell differs between two runs. Shares are of the figure before. */
export interface Change {
  readonly cell: string;
  readonly before: number;
  readonly after: number;
  readonly change: number;
  /** By how much such a figure moves by itself: the rounds' spread in both runs together. Undefined after one round. */
  readonly noise: number | undefined;
  readonly verdict: "better" | "worse" | "within the noise" | "unknown";
}

/** A figure that two runs are compared by. */
export interface Comparison {
  readonly title: string;
  readonly changes: readonly Change[];
}

interface Measure {
  readonly title: string;
  readonly higherIsBetter: boolean;
  of(run: Run, cell: Cell): number[];
}

const ofFanOut = (figure: Figure) => (run: Run, cell: Cell) =>
  cell.scenario === fanOut ? [] : ratiosOf(run, cell, fanOut, figure);

const measures: readonly Measure[] = [
  { title: "requests/s, of fan-out", higherIsBetter: true, of: ofFanOut(perSecond) },
  { title: "p50, × fan-out", higherIsBetter: false, of: ofFanOut(p50Ms) },
  {
    title: "processor ms / request",
    higherIsBetter: false,
    of: (_run, cell) => figuresOf(cell, processorMs),
  },
];

/** What changed between two runs, for the cells that both measured. */
export function compareRuns(before: Run, after: Run): Comparison[] {
  return measures.map((measure) => ({
    title: measure.title,
    changes: before.cells.flatMap((cell) => {
      const same = after.cells.find((other) => cellName(other) === cellName(cell));
      return same === undefined
        ? []
        : changeOf(measure, measure.of(before, cell), measure.of(after, same), cell);
    }),
  }));
}

function changeOf(
  { higherIsBetter }: Measure,
  rounds: readonly number[],
  laterRounds: readonly number[],
  cell: Cell,
): Change[] {
  const [before, after] = [median(rounds), median(laterRounds)];
  const change = after / before - 1;
  // A baseline that is missing, or processor time that this machine does not tell.
  if (!Number.isFinite(change)) return [];
  const isNoiseKnown = rounds.length > 1 && laterRounds.length > 1;
  const noise = isNoiseKnown ? spread(rounds) + spread(laterRounds) : undefined;
  return [
    { cell: cellName(cell), before, after, change, noise, verdict: verdictOf(change, noise, higherIsBetter) },
  ];
}

function verdictOf(change: number, noise: number | undefined, higherIsBetter: boolean): Change["verdict"] {
  if (noise === undefined) return "unknown";
  if (Math.abs(change) <= noise) return "within the noise";
  return change > 0 === higherIsBetter ? "better" : "worse";
}
