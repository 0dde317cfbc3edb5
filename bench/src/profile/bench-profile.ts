import { mkdtemp, readdir, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Ends, withEnds } from "../ends.ts";
import { number, table } from "../figures/table.ts";
import { startGenerator } from "../load/start-generator.ts";
import type { ScenarioName } from "../resolve/scenarios.ts";
import { startSystem } from "../resolve/targets.ts";
import { say } from "../say.ts";
import type { SystemName } from "../systems/system.ts";
import { CpuProfile, profileClock, type SelfTime, type Span, selfTimes } from "./cpu-profile.ts";

/** What is profiled, and how. */
export interface ProfileOptions {
  readonly system: SystemName;
  readonly scenario: ScenarioName;
  readonly connections: number;
  readonly seconds: number;
  readonly env: Readonly<Record<string, string>>;
}

/** Where the time of each process on a processor went under load. Times are in milliseconds for each request. */
export interface ProfileFigures {
  readonly requests: number;
  readonly processes: readonly ProcessProfile[];
}

interface ProcessProfile {
  readonly name: string;
  readonly file: string;
  readonly functions: readonly SelfTime[];
  readonly modules: readonly SelfTime[];
}

/** Runs a scenario on processes of Node that profile themselves. Their files stay in the temporary folder. */
export async function benchProfile(options: ProfileOptions): Promise<ProfileFigures> {
  const folder = await mkdtemp(join(tmpdir(), "stagepass-profile-"));
  // They write their profiles when they end.
  const { span, requests } = await withEnds((ends) => runUnderLoad(ends, folder, options));
  const names = await readdir(folder);
  const processes = await Promise.all(names.map((name) => readProfile(folder, name, { span, requests })));
  return { requests, processes };
}

async function runUnderLoad(
  ends: Ends,
  folder: string,
  { system, scenario, connections, seconds, env }: ProfileOptions,
): Promise<{ readonly span: Span; readonly requests: number }> {
  say("starting");
  const nodeOptions = (name: string) => [
    "--cpu-prof",
    `--cpu-prof-dir=${folder}`,
    `--cpu-prof-name=${name}.cpuprofile`,
  ];
  const settings = { env, nodeOptions };
  const { targets } = await startSystem(ends, system, {
    systems: [system],
    scenarios: [scenario],
    atOneConnection: [],
    settings,
  });
  const [target] = targets;
  if (target === undefined) throw new Error(`There is no scenario ${scenario}.`);
  const generate = startGenerator(ends);
  const order = { shot: target.shot, connections, seconds };
  say("warming up");
  await generate(order);
  say(`profiling ${scenario} @${connections}`);
  const from = profileClock();
  const { requests } = await generate(order);
  return { span: { from, to: profileClock() }, requests };
}

async function readProfile(
  folder: string,
  name: string,
  { span, requests }: { readonly span: Span; readonly requests: number },
): Promise<ProcessProfile> {
  const file = join(folder, name);
  const profile = CpuProfile.parse(JSON.parse(await readFile(file, "utf8")));
  const { functions, modules } = selfTimes(profile, span);
  const perRequest = (times: readonly SelfTime[]) =>
    times.map(({ name, ms }) => ({ name, ms: ms / requests }));
  return {
    name: name.replace(".cpuprofile", ""),
    file,
    functions: perRequest(functions),
    modules: perRequest(modules),
  };
}

const most = 15;

/** The modules and functions that took most in each process. */
export function describeProfile({ requests, processes }: ProfileFigures): string {
  const busy = processes.filter(({ functions }) => functions.length > 0);
  const parts = busy.flatMap(({ name, file, functions, modules }) => [
    `${name}: ${file}`,
    table([["ms / request, by module", ""], ...modules.slice(0, most).map(rowOf)]),
    table([["ms / request, by function", ""], ...functions.slice(0, most).map(rowOf)]),
  ]);
  return `${requests} requests. Open a file in a browser's developer tools for the whole of it.\n\n${parts.join("\n")}`;
}

function rowOf({ name, ms }: SelfTime): string[] {
  return [name, number(ms, 3)];
}
