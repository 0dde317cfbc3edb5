// `npm run fuzz`: the properties that try any input, with more inputs than a test run.
import { runTests, UsageError } from "../support/run-tests.js";

const help = `Evaluates safeguards on mutated templates and settings. On generated organizations, it compares explanations with
resolves, and what deploys get before a migration to providers with what they get after it. It imports generated
configurations, exports them and prunes others.

Usage: npm run fuzz -- [options]

  --runs N    try so many inputs (1000000)
  --seed N    begin with the inputs of the run or batch that printed this seed
  --help      show this
`;

const files = [
  "fuzz.property.test.ts",
  "test/precedence/explain-and-resolve.property.test.ts",
  "test/migrating/parity.property.test.ts",
  "services/profiles/src/domain/importing/importing.property.test.ts",
];

runTests({
  help,
  options: ["runs", "seed"],
  plan: ({ runs = "1000000", seed = String(Date.now() % 2 ** 31) }, [unexpected]) => {
    if (unexpected !== undefined)
      throw new UsageError(`npm run fuzz takes options only, and not ${unexpected}.`);
    return {
      args: ["--project", "properties", ...files],
      env: { STAGEPASS_FUZZ_RUNS: runs, STAGEPASS_FUZZ_SEED: seed },
    };
  },
});
