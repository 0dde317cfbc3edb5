import { z } from "zod";

/** What `node --cpu-prof` writes, as far as it is read here. Times are in microseconds of the monotonic clock. */
export const CpuProfile = z.object({
  nodes: z.array(
    z.object({
      id: z.int(),
      callFrame: z.object({ functionName: z.string(), url: z.string(), lineNumber: z.int() }),
    }),
  ),
  startTime: z.number(),
  samples: z.array(z.int()),
  timeDeltas: z.array(z.number()),
});
export type CpuProfile = z.infer<typeof CpuProfile>;

/** A time on the clock of profiles. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The time that a function, or all of a module, took itself, without what it called. */
export interface SelfTime {
  readonly name: string;
  readonly ms: number;
}

/** This moment on the clock of profiles. */
export function profileClock(): number {
  return Number(process.hrtime.bigint() / 1_000n);
}

/** What took time within a span: by function and by module, longest first. Idle time is left out. */
export function selfTimes(
  { nodes, startTime, samples, timeDeltas }: CpuProfile,
  { from, to }: Span,
): { readonly functions: SelfTime[]; readonly modules: SelfTime[] } {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const functions = new Map<string, number>();
  const modules = new Map<string, number>();
  const add = (sums: Map<string, number>, name: string, ms: number) =>
    void sums.set(name, (sums.get(name) ?? 0) + ms);
  let now = startTime;
  for (const [index, id] of samples.entries()) {
    // A sample stands for the time until the next one.
    const startedAt = now + (timeDeltas[index] ?? 0);
    now = startedAt;
    const ms = (timeDeltas[index + 1] ?? 0) / 1_000;
    const frame = frames.get(id);
    if (frame === undefined || frame.functionName === "(idle)" || startedAt < from || startedAt > to)
      continue;
    const { functionName, url, lineNumber } = frame;
    const module = moduleName(url);
    const line = url === "" ? "" : `:${lineNumber + 1}`;
    add(functions, `${functionName || "(anonymous)"} ${module.file}${line}`.trim(), ms);
    add(modules, module.name || functionName || "(anonymous)", ms);
  }
  return { functions: longestFirst(functions), modules: longestFirst(modules) };
}

function longestFirst(sums: ReadonlyMap<string, number>): SelfTime[] {
  return [...sums].map(([name, ms]) => ({ name, ms })).sort((a, b) => b.ms - a.ms);
}

/** The package of a library, the workspace of a file of Stagepass, or the module of Node. */
export function moduleName(url: string): { readonly name: string; readonly file: string } {
  const path = decodeURI(url.replace(/^file:\/\//, ""));
  const library = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\/(.*)$/.exec(path);
  if (library !== null) return { name: library[1] ?? "", file: `${library[1]}/${library[2]}` };
  const own = /.*\/((?:packages|services|apps)\/[^/]+)\/(?:dist|src)\/(.*)$/.exec(path);
  if (own !== null) return { name: own[1] ?? "", file: `${own[1]}/${own[2]}` };
  return { name: path, file: path };
}
