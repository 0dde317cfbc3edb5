const { env } = process;

/** How many inputs are tried in all, and what their random choices begin with. `npm run fuzz` sets these. */
export const extent = {
  runs: Number(env["STAGEPASS_FUZZ_RUNS"] ?? 20_000),
  seed: Number(env["STAGEPASS_FUZZ_SEED"] ?? 1),
  /** Whether somebody watches the run, and waits for its end. */
  isByHand: env["STAGEPASS_FUZZ_RUNS"] !== undefined,
} as const;
