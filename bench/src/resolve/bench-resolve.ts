import { execFileSync } from "node:child_process";
import { cpus } from "node:os";
import { withEnds } from "../ends.ts";
import type { Cell, Run } from "../figures/run.ts";
import { startGenerator } from "../load/start-generator.ts";
import { type Member, processesOf } from "../processes/members.ts";
import { forgetPeakMemory, readPeakMemoryMb, readProcesses } from "../processes/process-table.ts";
import type { Target } from "./cells.ts";
import { heat } from "./heat.ts";
import { measureRounds, type RoundsOptions } from "./measure-rounds.ts";
import { type RunningSystem, startTargets, type TargetOptions } from "./targets.ts";

/** What is measured, and for how long. */
export interface ResolveOptions extends TargetOptions, RoundsOptions {}

/** Measures the resolve pipeline beside what the same machine does without it. Says on stderr how far it is. */
export async function benchResolve(options: ResolveOptions): Promise<Run> {
  return await withEnds(async (ends) => {
    const { targets, systems } = await startTargets(ends, options);
    const generate = startGenerator(ends);
    await heat(generate, targets, options);
    for (const { members } of systems) await forEachProcess(members, forgetPeakMemory);

    const cells = await measureRounds(generate, targets, options);
    return {
      measuredAt: new Date().toISOString(),
      commit: describeCommit(),
      machine: describeMachine(),
      secondsPerCell: options.seconds,
      cells: inOrder(targets, cells),
      peakMemoryMb: await readPeakMemory(systems),
    };
  });
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
