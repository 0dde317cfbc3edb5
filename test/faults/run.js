// `npm run faults`: the fault suite, for longer than a test run.
import { readdirSync } from "node:fs";
import { runTests, UsageError } from "../support/run-tests.js";

const files = readdirSync(new URL("./", import.meta.url)).filter((name) => name.endsWith(".test.ts"));
const names = files.map((name) => name.replace(".test.ts", ""));

const help = `Kills, cuts and slows every part of Stagepass under load, and checks that nothing was lost.

Usage: npm run faults -- [options] [NAME…]

  NAME          only these tests (${names.join(", ")})
  --writes N    spread the random faults over so many acknowledged writes (100000)
  --seed N      repeat the random choices of a run that printed this seed
  --help        show this
`;

runTests({
  help,
  options: ["writes", "seed"],
  plan: ({ writes = "100000", seed }, chosen) => ({
    args: ["--project", "faults", ...(chosen.length === 0 ? ["test/faults"] : chosen.map(fileNamed))],
    env: {
      STAGEPASS_FAULT_LONG: "1",
      STAGEPASS_FAULT_WRITES: writes,
      STAGEPASS_FAULT_NATS_AWAY_MS: "60000",
      ...(seed === undefined ? {} : { STAGEPASS_FAULT_SEED: seed }),
    },
  }),
});

function fileNamed(name) {
  const file = files.find((each) => each === name || each === `${name}.test.ts`);
  if (file === undefined) throw new UsageError(`There are no tests ${name}. There are: ${names.join(", ")}.`);
  return `test/faults/${file}`;
}
