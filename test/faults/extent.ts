import { randomInt } from "node:crypto";

const { env } = process;

/** How much a run does, and what it begins its random choices with. `npm run faults` sets these. */
export const extent = {
  /** Acknowledged writes that the random faults are spread over. The other tests make 4,200 at least. */
  writes: Number(env["STAGEPASS_FAULT_WRITES"] ?? 800),
  /** How long NATS stays away, in milliseconds. */
  natsAwayMs: Number(env["STAGEPASS_FAULT_NATS_AWAY_MS"] ?? 8_000),
  seed: Number(env["STAGEPASS_FAULT_SEED"] ?? randomInt(2 ** 31)),
} as const;
