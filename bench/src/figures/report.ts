import { figuresOf, p50Ms, p99Ms, perSecond, processorMs, processorMsByProcess, ratiosOf } from "./ratios.ts";
import { type Cell, cellName, fanOut, fastify, type Run } from "./run.ts";
import { median } from "./statistics.ts";
import { number, table } from "./table.ts";

/** The medians of a run, for people: what docs/performance.md explains. */
export function report(run: Run): string {
  const { machine, cells } = run;
  const rounds = Math.max(0, ...cells.map((cell) => cell.rounds.length));
  const head = `${run.commit}, ${machine.processors} × ${machine.model}, Node ${machine.node}: medians of ${rounds} rounds of ${run.secondsPerCell} s\n`;
  const parts = [speed(run), processorTime(cells), memory(run), notes(cells)];
  return [head, ...parts.filter((part) => part !== "")].join("\n");
}

function speed(run: Run): string {
  const rows = run.cells.map((cell) => [
    cellName(cell),
    number(median(figuresOf(cell, perSecond)), 0),
    number(median(figuresOf(cell, p50Ms)), 2),
    number(median(figuresOf(cell, p99Ms)), 2),
    number(median(ratiosOf(run, cell, fanOut, perSecond)), 3),
    number(median(ratiosOf(run, cell, fastify, perSecond)), 3),
    number(median(ratiosOf(run, cell, fanOut, p50Ms)), 2),
    number(median(figuresOf(cell, processorMs)), 2),
    number(median(ratiosOf(run, cell, fanOut, processorMs)), 1),
  ]);
  const head = ["", "requests/s", "p50 ms", "p99 ms", "of fan-out", "of fastify"];
  return table([[...head, "p50 ×", "processor ms", "processor ×"], ...rows]);
}

/** A system's rows stand together, since its processes are its own. */
function processorTime(cells: readonly Cell[]): string {
  const systems = [...new Set(cells.map(({ system }) => system))];
  return systems
    .map((system) => {
      const own = cells.filter((cell) => cell.system === system);
      const names = [...new Set(own.flatMap((cell) => Object.keys(processorMsByProcess(cell))))];
      if (names.length === 0) return "";
      const rows = own.map((cell) => {
        const times = processorMsByProcess(cell);
        return [cellName(cell), ...names.map((name) => number(times[name], 2))];
      });
      return table([["processor ms / request", ...names], ...rows]);
    })
    .join("\n");
}

function memory({ peakMemoryMb }: Run): string {
  const rows = Object.entries(peakMemoryMb).flatMap(([system, byProcess]) =>
    Object.entries(byProcess).map(([name, megabytes]) => [`${system} ${name}`, number(megabytes, 0)]),
  );
  return rows.length === 0 ? "" : table([["peak memory under load", "MB"], ...rows]);
}

function notes(cells: readonly Cell[]): string {
  const rounds = cells.flatMap((cell) => cell.rounds);
  const most = (values: readonly number[]) => Math.max(0, ...values);
  const generator = most(rounds.map(({ generatorShare }) => generatorShare));
  const afterworkMs = most(rounds.map((round) => round.afterworkMs));
  const others = median(rounds.flatMap(({ othersShare }) => othersShare ?? []));
  return `load generator: at most ${number(generator * 100, 0)} % of a processor
work after the last answer: at most ${number(afterworkMs, 0)} ms
other programs: ${number(others * 100, 0)} % of the machine\n`;
}
