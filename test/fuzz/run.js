// Runs the safeguards on mutated templates and settings, and the order of precedence and migrations on generated organizations: npm run fuzz -- [--runs 1000000] [--seed N]
import { spawn } from "node:child_process";
import { parseArgs } from "node:util";

const { values } = parseArgs({
  options: { runs: { type: "string", default: "1000000" }, seed: { type: "string" } },
});

const seed = values.seed ?? String(Date.now() % 2 ** 31);
const files = [
  "fuzz.property.test.ts",
  "test/precedence/explain-and-resolve.property.test.ts",
  "test/migrating/parity.property.test.ts",
];
const vitest = spawn("npx", ["vitest", "run", "--project", "properties", ...files], {
  env: { ...process.env, STAGEPASS_FUZZ_RUNS: values.runs, STAGEPASS_FUZZ_SEED: seed },
  stdio: "inherit",
});
vitest.once("exit", (code) => {
  process.exitCode = code ?? 1;
});
