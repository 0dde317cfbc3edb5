/**
 * Returns the milliseconds of processor time that this process spends on `work`. Other load of the machine does not
 * add to them.
 */
export function processorMs(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  return millisecondsSince(before);
}

/** Returns the same for asynchronous work. Whatever else the process does meanwhile counts, too. */
export async function processorMsOf(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  return millisecondsSince(before);
}

function millisecondsSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
