// Runs the fault suite longer than a test run does: npm run faults -- [--writes 100000] [--seed N] [name of a file]
import { spawn } from "node:child_process";
import { parseArgs } from "node:util";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { writes: { type: "string", default: "100000" }, seed: { type: "string" } },
});

const env = {
  ...process.env,
  STAGEPASS_FAULT_WRITES: values.writes,
  STAGEPASS_FAULT_NATS_AWAY_MS: "60000",
  ...(values.seed === undefined ? {} : { STAGEPASS_FAULT_SEED: values.seed }),
};
const files = positionals.map((name) => `test/faults/${name}`);
const args = ["run", "--project", "faults"];
const vitest = spawn("npx", ["vitest", ...args, ...(files.length > 0 ? files : ["test/faults"])], {
  env,
  stdio: "inherit",
});
vitest.once("exit", (code) => {
  process.exitCode = code ?? 1;
});
