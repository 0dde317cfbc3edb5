import { execFileSync } from "node:child_process";
import { cpus } from "node:os";
import { withEnds } from "../ends.ts";
import { type Cell, cellName, type Run } from "../figures/run.ts";
import { type Generator, startGenerator } from "../load/start-generator.ts";
import { type Member, processesOf } from "../processes/members.ts";
import { forgetPeakMemory, readPeakMemoryMb, readProcesses } from "../processes/process-table.ts";
import { say } from "../say.ts";
import { planRound, type Target } from "./cells.ts";
import { measureCell } from "./measure-cell.ts";
import { type RunningSystem, startTargets, type TargetOptions } from "./targets.ts";

/** What is measured, and for how long. */
export interface ResolveOptions extends TargetOptions {
  readonly connections: readonly number[];
  readonly rounds: number;
  readonly seconds: number;
}

/** Measures the resolve pipeline beside what the same machine does without it. Says on stderr how far it is. */
export async function benchResolve(options: ResolveOptions): Promise<Run> {
  return await withEnds(async (ends) => {
    const { targets, systems } = await startTargets(ends, options);
    const generate = startGenerator(ends);
    await heat(generate, targets, options);
    for (const { members } of systems) await forEachProcess(members, forgetPeakMemory);

    const cells = new Map<string, Cell>();
    for (let round = 0; round < options.rounds; round++) {
      for (const planned of planRound(targets, options.connections, round)) {
        const { system, scenario, connections } = planned;
        const name = cellName(planned);
        say(`round ${round + 1} of ${options.rounds}: ${name}`);
        const cell = cells.get(name) ?? { system, scenario, connections, rounds: [] };
        cell.rounds.push(await measureCell(generate, planned, options.seconds));
        cells.set(name, cell);
      }
    }
    return {
      measuredAt: new Date().toISOString(),
      commit: describeCommit(),
      machine: describeMachine(),
      secondsPerCell: options.seconds,
      cells: inOrder(targets, [...cells.values()]),
      peakMemoryMb: await readPeakMemory(systems),
    };
  });
}

/** As long for every run, so that runs of other lengths can be compared with it. */
const heatSeconds = 3;

/** Lets the code of every target become hot and its pools fill. */
async function heat(
  generate: Generator,
  targets: readonly Target[],
  { connections }: ResolveOptions,
): Promise<void> {
  for (const target of targets) {
    say(`warming up: ${target.system} ${target.scenario}`);
    const most = Math.min(target.maxConnections, Math.max(...connections));
    await measureCell(generate, { ...target, connections: most }, heatSeconds);
  }
}

/** Sorts the cells in the order of the targets, whatever the order of the rounds. */
function inOrder(targets: readonly Target[], cells: readonly Cell[]): Cell[] {
  return targets.flatMap(({ system, scenario }) =>
    cells.filter((cell) => cell.system === system && cell.scenario === scenario),
  );
}

async function forEachProcess(
  members: readonly Member[],
  work: (pid: number, member: string) => Promise<void>,
): Promise<void> {
  for (const [member, processes] of processesOf(members, await readProcesses())) {
    for (const { pid } of processes) await work(pid, member);
  }
}

/**
 * A member's own process apart from those that it started. Postgres is left out: its processes share most of their
 * memory, which would be counted for each of them.
 */
async function readPeakMemory(systems: readonly RunningSystem[]): Promise<Run["peakMemoryMb"]> {
  const bySystem: Run["peakMemoryMb"] = {};
  for (const { name, members } of systems) {
    const byProcess: Record<string, number> = {};
    await forEachProcess(members, async (pid, member) => {
      if (member === "postgres") return;
      const isItself = members.some((each) => each.pid === pid);
      const process = isItself ? member : `${member}, children`;
      byProcess[process] = (byProcess[process] ?? 0) + ((await readPeakMemoryMb(pid)) ?? 0);
    });
    bySystem[name] = byProcess;
  }
  return bySystem;
}

function describeMachine(): Run["machine"] {
  const processors = cpus();
  return {
    processors: processors.length,
    model: processors[0]?.model ?? "unknown",
    node: process.versions.node,
    platform: `${process.platform} ${process.arch}`,
  };
}

/** The commit, and whether the files differ from it. */
function describeCommit(): string {
  try {
    const args = ["describe", "--always", "--dirty"];
    return execFileSync("git", args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    return "no commit";
  }
}
