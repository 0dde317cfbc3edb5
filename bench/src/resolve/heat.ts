import type { Generator } from "../load/start-generator.ts";
import { say } from "../say.ts";
import type { Target } from "./cells.ts";
import { measureCell } from "./measure-cell.ts";

/** As long for every run, so that runs of other lengths can be compared with it. */
const heatSeconds = 3;

/** Lets the code of every target become hot and its pools fill. */
export async function heat(
  generate: Generator,
  targets: readonly Target[],
  { connections }: { readonly connections: readonly number[] },
): Promise<void> {
  for (const target of targets) {
    say(`warming up: ${target.system} ${target.scenario}`);
    const most = Math.min(target.maxConnections, Math.max(...connections));
    await measureCell(generate, { ...target, connections: most }, heatSeconds);
  }
}
