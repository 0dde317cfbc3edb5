import { readdir, readFile, writeFile } from "node:fs/promises";

/** A process as it is at one moment. */
export interface ProcessRow {
  readonly pid: number;
  readonly parent: number;
  /** Its time on a processor so far, with that of its children that have ended. */
  readonly processorMs: number;
}

/** Every process of this machine, on Linux; an empty list elsewhere, where only another program could say so. */
export async function readProcesses(): Promise<ProcessRow[]> {
  if (process.platform !== "linux") return [];
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const stats = await Promise.all(pids.map((pid) => readIfPresent(`/proc/${pid}/stat`)));
  return stats.flatMap((stat) => (stat === undefined ? [] : [parseStat(stat)]));
}

/** Ticks of a second in /proc, which is 100 on every Linux (USER_HZ). */
const ticksPerSecond = 100;

/** A line of `/proc/PID/stat`, see proc(5). The name of the program in it may hold spaces and brackets. */
export function parseStat(stat: string): ProcessRow {
  const fields = stat
    .slice(stat.lastIndexOf(")") + 2)
    .split(" ")
    .map(Number);
  const [, parent = 0] = fields;
  const ticks = fields.slice(11, 15).reduce((sum, value) => sum + value, 0);
  return { pid: Number.parseInt(stat, 10), parent, processorMs: (ticks * 1_000) / ticksPerSecond };
}

/** Lets the peak of a process's memory begin anew. Where that is not permitted, the peak is that of its whole life. */
export async function forgetPeakMemory(pid: number): Promise<void> {
  await writeFile(`/proc/${pid}/clear_refs`, "5").catch(() => {});
}

/** The memory that a process has resident, in MB; undefined where the system does not report it. */
export async function readMemoryMb(pid: number): Promise<number | undefined> {
  const status = await readIfPresent(`/proc/${pid}/status`);
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(status ?? "")?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) / 1_024;
}

/** How many files and sockets a process has open; NaN where the system does not report it. */
export async function countOpenFiles(pid: number): Promise<number> {
  const files = await readdir(`/proc/${pid}/fd`).catch(() => undefined);
  return files?.length ?? Number.NaN;
}

/** The most memory that a process had resident since `forgetPeakMemory`, in MB; undefined where the system does not report it. */
export async function readPeakMemoryMb(pid: number): Promise<number | undefined> {
  const status = await readIfPresent(`/proc/${pid}/status`);
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(status ?? "")?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) / 1_024;
}

/** A process may end while it is looked at. */
async function readIfPresent(path: string): Promise<string | undefined> {
  return await readFile(path, "utf8").catch(() => undefined);
}
