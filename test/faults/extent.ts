import { randomInt } from "node:crypto";

const { env } = process;

/** How much a run does, and the seed of its random choices. `npm run faults` sets these. */
export const extent = {
  /** The number of acknowledged writes over which the random faults are spread. The other tests make at least 4,200. */
  writes: Number(env["STAGEPASS_FAULT_WRITES"] ?? 800),
  /** How long NATS is stopped, in milliseconds. */
  natsAwayMs: Number(env["STAGEPASS_FAULT_NATS_AWAY_MS"] ?? 8_000),
  seed: Number(env["STAGEPASS_FAULT_SEED"] ?? randomInt(2 ** 31)),
} as const;
