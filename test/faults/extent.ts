import { randomInt } from "node:crypto";

const { env } = process;
const isLong = env["STAGEPASS_FAULT_LONG"] !== undefined;

/** How much a run does, and the seed of its random choices. `npm run faults` sets these. */
export const extent = {
  /** The number of acknowledged writes over which the random faults are spread. */
  writes: Number(env["STAGEPASS_FAULT_WRITES"] ?? 240),
  /** How many times as many answers a test waits for as it says. */
  times: isLong ? 4 : 1,
  /**
   * How long a client waits after an answer, in milliseconds. A pause leaves the processor to what has to recover, and to
   * the tests beside these.
   */
  pauseMs: isLong ? 0 : 50,
  /** How long NATS is stopped, in milliseconds. */
  natsAwayMs: Number(env["STAGEPASS_FAULT_NATS_AWAY_MS"] ?? 8_000),
  seed: Number(env["STAGEPASS_FAULT_SEED"] ?? randomInt(2 ** 31)),
} as const;
