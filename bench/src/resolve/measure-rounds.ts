import { type Cell, cellName } from "../figures/run.ts";
import type { Generator } from "../load/start-generator.ts";
import { say } from "../say.ts";
import { planRound, type Target } from "./cells.ts";
import { measureCell } from "./measure-cell.ts";

/** How often, how long, and at how many connections everything is measured. */
export interface RoundsOptions {
  readonly connections: readonly number[];
  readonly rounds: number;
  readonly seconds: number;
}

/** Measures all targets in turns, so that other work on the machine affects all of them. */
export async function measureRounds(
  generate: Generator,
  targets: readonly Target[],
  { connections, rounds, seconds }: RoundsOptions,
): Promise<Cell[]> {
  const cells = new Map<string, Cell>();
  for (let round = 0; round < rounds; round++) {
    for (const planned of planRound(targets, connections, round)) {
      const { system, scenario } = planned;
      const name = cellName(planned);
      say(`round ${round + 1} of ${rounds}: ${name}`);
      const cell = cells.get(name) ?? { system, scenario, connections: planned.connections, rounds: [] };
      cell.rounds.push(await measureCell(generate, planned, seconds));
      cells.set(name, cell);
    }
  }
  return [...cells.values()];
}
