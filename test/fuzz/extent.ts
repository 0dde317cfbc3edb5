const { env } = process;

/** How many inputs are tried in total, and the seed of their random choices. `npm run fuzz` sets these. */
export const extent = {
  runs: Number(env["STAGEPASS_FUZZ_RUNS"] ?? 20_000),
  seed: Number(env["STAGEPASS_FUZZ_SEED"] ?? 1),
  /** Whether a person started the run and waits for its end. */
  isByHand: env["STAGEPASS_FUZZ_RUNS"] !== undefined,
} as const;
