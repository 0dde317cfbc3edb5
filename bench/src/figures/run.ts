import { z } from "zod";

/** One measurement of a cell. */
const Round = z.object({
  perSecond: z.number(),
  p50Ms: z.number(),
  p99Ms: z.number(),
  /** Of one processor, what the load generator took. */
  generatorShare: z.number(),
  /** Of all processors, what programs that have nothing to do with the bench took. Earlier files do not say. */
  othersShare: z.number().optional(),
  /** How long the processes worked on after the last answer. */
  afterworkMs: z.number(),
  /** Time on a processor for each request, by process: with what was done before and after it was answered. */
  processorMs: z.record(z.string(), z.number()),
});
export type Round = z.infer<typeof Round>;

/** A scenario at a number of connections, on one of the systems. */
const Cell = z.object({
  system: z.string(),
  scenario: z.string(),
  connections: z.int(),
  rounds: z.array(Round),
});
export type Cell = z.infer<typeof Cell>;

/** What a cell is called in tables, and found by in another run. */
export function cellName({ system, scenario, connections }: Omit<Cell, "rounds">): string {
  return `${system} ${scenario} @${connections}`;
}

/** All that one run of the bench measured; two of them can be compared. */
export const Run = z.object({
  measuredAt: z.iso.datetime(),
  commit: z.string(),
  machine: z.object({ processors: z.int(), model: z.string(), node: z.string(), platform: z.string() }),
  secondsPerCell: z.number(),
  cells: z.array(Cell),
  /** The most memory that each process had resident under load, in MB, by system. */
  peakMemoryMb: z.record(z.string(), z.record(z.string(), z.number())),
});
export type Run = z.infer<typeof Run>;

/** The system of what is measured without Stagepass. */
export const bare = "bare";
/** One HTTP request that asks three services over NATS and does nothing else: what the bus allows. */
export const fanOut = "fan-out";
/** One HTTP request that is answered at once. */
export const fastify = "fastify";
