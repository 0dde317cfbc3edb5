import { cpus } from "node:os";
import { setTimeout as wait } from "node:timers/promises";
import type { Round } from "../figures/run.ts";
import type { Generator } from "../load/start-generator.ts";
import { type Member, processorTimes } from "../processes/members.ts";
import { readProcesses } from "../processes/process-table.ts";
import type { PlannedCell } from "./cells.ts";

/**
 * Measures a cell once. The time on a processor is all that its processes took from the first request until they are
 * quiet again, over all requests: what is done after an answer, such as publishing events, is part of what it costs.
 */
export async function measureCell(generate: Generator, cell: PlannedCell, seconds: number): Promise<Round> {
  const { shot, connections, members } = cell;
  const before = await readUsage(members);
  const { requests, ...figures } = await generate({ shot, connections, seconds });
  const afterworkMs = await waitUntilQuiet(members);
  const after = await readUsage(members);
  const perRequest = Object.entries(after.byMember).map(
    ([name, time]) => [name, (time - (before.byMember[name] ?? 0)) / requests] as const,
  );
  const othersMs = after.othersMs - before.othersMs;
  const machineMs = (after.at - before.at) * cpus().length;
  return {
    ...figures,
    afterworkMs,
    othersShare: Math.max(0, othersMs / machineMs),
    processorMs: Object.fromEntries(perRequest),
  };
}

/** Times on a processor so far, in milliseconds. */
interface Usage {
  readonly at: number;
  readonly byMember: Readonly<Record<string, number>>;
  /** Of all that is neither a member nor the bench itself. */
  readonly othersMs: number;
}

async function readUsage(members: readonly Member[]): Promise<Usage> {
  const bench = "the bench";
  const times = await readTimes([...members, { name: bench, pid: process.pid }]);
  const { [bench]: _, ...byMember } = times;
  return { at: performance.now(), byMember, othersMs: machineTime() - sumOf(times) };
}

function machineTime(): number {
  return cpus().reduce((sum, { times: { user, nice, sys, irq } }) => sum + user + nice + sys + irq, 0);
}

/** Without a table of processes, there are no times. */
async function readTimes(members: readonly Member[]): Promise<Record<string, number>> {
  const rows = await readProcesses();
  return rows.length === 0 ? {} : processorTimes(members, rows);
}

function sumOf(times: Readonly<Record<string, number>>): number {
  return Object.values(times).reduce((sum, time) => sum + time, 0);
}

const lookEveryMs = 200;
/** What a system may take while nobody asks anything of it: the rest of its work has been done then. */
const quietShare = 0.1;
const patienceMs = 10_000;

/** Waits until the processes have no work left, so that the next cell has the machine for itself. Returns how long it took. */
async function waitUntilQuiet(members: readonly Member[]): Promise<number> {
  const begun = performance.now();
  const sum = async () => sumOf(await readTimes(members));
  let last = await sum();
  for (let waited = 0; waited < patienceMs; waited = performance.now() - begun) {
    const lookedAt = performance.now();
    await wait(lookEveryMs);
    const now = await sum();
    if ((now - last) / (performance.now() - lookedAt) < quietShare) return waited;
    last = now;
  }
  return patienceMs;
}
