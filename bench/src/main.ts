// The figures that the documentation names: `npm run bench -- --help`.
import { readFile, writeFile } from "node:fs/promises";
import { z } from "zod";
import { benchClients, describeClients } from "./clients.ts";
import { type CommandLine, help, readCommandLine, scenarioNamed, UsageError } from "./command-line.ts";
import { benchData } from "./data/bench-data.ts";
import { describeData } from "./data/describe-data.ts";
import { benchEvents, describeEvents } from "./events.ts";
import { compareRuns } from "./figures/compare.ts";
import { describeComparison } from "./figures/describe-comparison.ts";
import { report } from "./figures/report.ts";
import { Run } from "./figures/run.ts";
import { benchOverload } from "./overload/bench-overload.ts";
import { describeOverload } from "./overload/describe-overload.ts";
import { benchPages } from "./pages/bench-pages.ts";
import { describePages } from "./pages/describe-pages.ts";
import { benchProfile, describeProfile } from "./profile/bench-profile.ts";
import { benchResolve } from "./resolve/bench-resolve.ts";
import { benchSafeguards, describeSafeguards } from "./safeguards.ts";
import { benchSoak } from "./soak/bench-soak.ts";
import { describeSoak } from "./soak/describe-soak.ts";

interface Outcome {
  readonly figures: unknown;
  readonly text: string;
}

const benches: Record<string, (line: CommandLine) => Promise<Outcome>> = {
  resolve: async (line) => {
    const settings = { env: line.env, nodeOptions: () => [] };
    const figures = await benchResolve({ ...line, settings });
    return { figures, text: report(figures) };
  },
  compare: async ({ operands }) => {
    const [before, after, ...others] = operands;
    if (before === undefined || after === undefined || others.length > 0)
      throw new UsageError("compare takes two files that --json has written: the earlier, then the later.");
    const runs = { before: await readRun(before), after: await readRun(after) };
    const figures = compareRuns(runs.before, runs.after);
    return { figures, text: describeComparison(runs.before, runs.after, figures) };
  },
  profile: async ({ operands, systems: [system = "apart"], connections, ...line }) => {
    const scenario = scenarioNamed(operands);
    const figures = await benchProfile({ ...line, system, scenario, connections: Math.max(...connections) });
    return { figures, text: describeProfile(figures) };
  },
  data: async ({ operands, systems: [system = "apart"], ...line }) => {
    const scenario = operands.length === 0 ? "20+5" : scenarioNamed(operands);
    const figures = await benchData({ ...line, system, scenario });
    return { figures, text: describeData(figures) };
  },
  overload: async ({ systems: [system = "apart"], connections, overloadSeconds: seconds, env }) => {
    const settings = { env, nodeOptions: () => [] };
    const figures = await benchOverload({ system, seconds, settings, connections: Math.max(...connections) });
    return { figures, text: describeOverload(figures) };
  },
  soak: async ({ minutes, perSecond, env }) => {
    const figures = await benchSoak({ minutes, perSecond, settings: { env, nodeOptions: () => [] } });
    return { figures, text: describeSoak(figures) };
  },
  events: async ({ changes, events }) => {
    const figures = await benchEvents(changes, events);
    return { figures, text: describeEvents(figures) };
  },
  safeguards: async ({ seconds }) => {
    const figures = await benchSafeguards(seconds);
    return { figures, text: describeSafeguards(figures) };
  },
  pages: async () => {
    const { CHROMIUM_PATH: chromium = "/usr/bin/chromium" } = process.env;
    const figures = await benchPages(chromium);
    return { figures, text: describePages(figures) };
  },
  clients: async ({ runs }) => {
    const figures = await benchClients(runs);
    return { figures, text: describeClients(figures) };
  },
};

async function readRun(file: string): Promise<Run> {
  const run = Run.safeParse(JSON.parse(await readFile(file, "utf8")));
  if (!run.success)
    throw new UsageError(`${file} was not written by --json of this bench: ${z.prettifyError(run.error)}`);
  return run.data;
}

async function run(line: CommandLine): Promise<void> {
  if (line.help) return void process.stdout.write(help);
  const bench = benches[line.bench];
  if (bench === undefined)
    throw new UsageError(`There is no bench ${line.bench}. There are: ${Object.keys(benches).join(", ")}.`);
  const { figures, text } = await bench(line);
  process.stdout.write(text);
  if (line.json !== undefined) await writeFile(line.json, `${JSON.stringify(figures, null, 2)}\n`);
}

try {
  await run(readCommandLine(process.argv.slice(2)));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  // What was under way may wait for programs that have been stopped.
  process.exit(error instanceof UsageError ? 2 : 1);
}
