import { type Cell, type Round, Run } from "./run.ts";

/** A run for tests. Its rounds differ in what is named. */
export function sampleRun(
  cells: readonly (Omit<Cell, "rounds"> & { readonly rounds: Partial<Round>[] })[],
): Run {
  const round = { p50Ms: 1, p99Ms: 2, perSecond: 1, generatorShare: 0.1, afterworkMs: 0, processorMs: {} };
  return Run.parse({
    measuredAt: "2026-01-05T12:00:00.000Z",
    commit: "abc1234",
    machine: { processors: 2, model: "Test", node: "20.19.0", platform: "linux x64" },
    secondsPerCell: 3,
    peakMemoryMb: {},
    cells: cells.map((cell) => ({ ...cell, rounds: cell.rounds.map((given) => ({ ...round, ...given })) })),
  });
}
