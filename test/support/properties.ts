import fc from "fast-check";

// Properties try the same inputs in each run, so that a failure is always caused by the change. New inputs are tried
// by `STAGEPASS_PROPERTY_SEED=$RANDOM STAGEPASS_PROPERTY_RUNS=10000 npx vitest run --project unit --project
// properties`.
fc.configureGlobal({
  seed: Number(process.env["STAGEPASS_PROPERTY_SEED"] ?? 1),
  numRuns: Number(process.env["STAGEPASS_PROPERTY_RUNS"] ?? 100),
});
