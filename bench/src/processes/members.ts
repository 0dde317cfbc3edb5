import type { ProcessRow } from "./process-table.ts";

/** A process that belongs to what is measured, with all processes that it started. */
export interface Member {
  readonly name: string;
  readonly pid: number;
}

/** The processes of each member by its name. A process that is a member itself does not belong to the one above it. */
export function processesOf(
  members: readonly Member[],
  rows: readonly ProcessRow[],
): Map<string, ProcessRow[]> {
  const nameByPid = new Map(members.map(({ name, pid }) => [pid, name]));
  const parentByPid = new Map(rows.map(({ pid, parent }) => [pid, parent]));
  const memberOf = (pid: number): string | undefined => {
    for (let at: number | undefined = pid; at !== undefined; at = parentByPid.get(at)) {
      const name = nameByPid.get(at);
      if (name !== undefined) return name;
    }
    return undefined;
  };
  const found = new Map<string, ProcessRow[]>(members.map(({ name }) => [name, []]));
  for (const row of rows) {
    const name = memberOf(row.pid);
    if (name !== undefined) found.get(name)?.push(row);
  }
  return found;
}

/** The time on a processor of each member so far, in milliseconds. */
export function processorTimes(
  members: readonly Member[],
  rows: readonly ProcessRow[],
): Record<string, number> {
  const sums = [...processesOf(members, rows)].map(
    ([name, own]) => [name, own.reduce((sum, { processorMs }) => sum + processorMs, 0)] as const,
  );
  return Object.fromEntries(sums);
}
