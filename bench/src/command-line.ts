import { parseArgs } from "node:util";
import { type ScenarioName, scenarios, slowScenarios } from "./resolve/scenarios.ts";
import { type SystemName, systemNames } from "./systems/system.ts";

export const help = `Measures Stagepass on this machine. docs/performance.md says how to read the figures.

Usage: npm run bench -- [resolve] [options]     the resolve pipeline, beside what the bus and Fastify do without it
       npm run bench -- compare A B             what changed between two files of --json
       npm run bench -- profile SCENARIO        where the time of each process goes, at the most --connections
       npm run bench -- data [SCENARIO]         the p50 with many data over that with few (20+5)
       npm run bench -- overload                three times what it can do, and one key that takes more than its share
       npm run bench -- soak                    mixed load, and whether any process holds more and more meanwhile
       npm run bench -- pages                   the dashboard in a Chromium (CHROMIUM_PATH, or /usr/bin/chromium)
       npm run bench -- events|safeguards|clients [options]

  --only NAMES         of the scenarios, these (${Object.keys(scenarios).join(",")});
                       without it, those that take long are measured at one connection alone (${slowScenarios.join(",")})
  --systems NAMES      each service in its own process, or the local stack (${systemNames.join(",")})
  --connections LIST   at these numbers of connections (1,10,50)
  --seconds N          measure so long, each time (3); overload: for so long (60)
  --rounds N           so many times (3)
  --set NAME=VALUE     set a variable of the services' environment, such as UV_THREADPOOL_SIZE=8; may be repeated
  --json FILE          write all figures to a file, too
  --stages N           data: so many stages of an app (100000)
  --targets N          data: so many services and instances of an app (100000)
  --deployments N      data: so many deployments (1000000)
  --minutes N          soak: so long (60)
  --per-second N       soak: so many requests per second (half of what it can do)
  --changes N          events: so many changes (10000)
  --events N           events: so many in a stream that is lost (100000)
  --runs N             clients: so many (20)
  --help               show this
`;

/** A command line that makes no sense; the message says why. */
export class UsageError extends Error {}

/** The command line of the bench, read. */
export interface CommandLine {
  readonly help: boolean;
  readonly bench: string;
  /** What stands behind the name of the bench. */
  readonly operands: readonly string[];
  readonly scenarios: readonly ScenarioName[];
  /** Of these, those that are measured at one connection alone. */
  readonly atOneConnection: readonly ScenarioName[];
  readonly systems: readonly SystemName[];
  readonly connections: readonly number[];
  readonly seconds: number;
  readonly overloadSeconds: number;
  readonly minutes: number;
  readonly perSecond: number | undefined;
  readonly rounds: number;
  readonly env: Readonly<Record<string, string>>;
  readonly json: string | undefined;
  readonly stages: number;
  readonly targets: number;
  readonly deployments: number;
  readonly changes: number;
  readonly events: number;
  readonly runs: number;
}

/** Reads the command line. Throws `UsageError`. */
export function readCommandLine(args: readonly string[]): CommandLine {
  const { values, positionals } = parse(args);
  const [bench = "resolve", ...operands] = positionals;
  return {
    help: values.help ?? false,
    bench,
    operands,
    scenarios: namesOf("--only", values.only, Object.keys(scenarios) as ScenarioName[]), // Object.keys forgets the keys
    atOneConnection: values.only === undefined ? slowScenarios : [],
    systems: namesOf("--systems", values.systems, systemNames),
    connections: (values.connections ?? "1,10,50").split(",").map((text) => count("--connections", text)),
    seconds: positive("--seconds", values.seconds ?? "3"),
    overloadSeconds: positive("--seconds", values.seconds ?? "60"),
    minutes: positive("--minutes", values.minutes ?? "60"),
    perSecond:
      values["per-second"] === undefined ? undefined : positive("--per-second", values["per-second"]),
    rounds: count("--rounds", values.rounds ?? "3"),
    env: Object.fromEntries((values.set ?? []).map(variable)),
    json: values.json,
    stages: count("--stages", values.stages ?? "100000"),
    targets: count("--targets", values.targets ?? "100000"),
    deployments: count("--deployments", values.deployments ?? "1000000"),
    changes: count("--changes", values.changes ?? "10000"),
    events: count("--events", values.events ?? "100000"),
    runs: count("--runs", values.runs ?? "20"),
  };
}

/** The one scenario that stands behind the name of a bench. Throws `UsageError`. */
export function scenarioNamed(operands: readonly string[]): ScenarioName {
  const known = Object.keys(scenarios) as ScenarioName[]; // Object.keys forgets the keys
  const [found, ...others] = namesOf("profile", operands.join(","), known);
  if (found === undefined || others.length > 0)
    throw new UsageError(`profile takes one scenario: ${known.join(", ")}.`);
  return found;
}

function parse(args: readonly string[]) {
  const text = { type: "string" } as const;
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        ...{ only: text, systems: text, connections: text, seconds: text, rounds: text, json: text },
        ...{ stages: text, targets: text, deployments: text },
        ...{ changes: text, events: text, runs: text, minutes: text, "per-second": text },
        set: { type: "string", multiple: true },
        help: { type: "boolean", short: "h" },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function namesOf<N extends string>(
  option: string,
  text: string | undefined,
  known: readonly N[],
): readonly N[] {
  if (text === undefined) return known;
  return text.split(",").map((name) => {
    const found = known.find((each) => each === name);
    if (found === undefined) throw new UsageError(`${option} takes ${known.join(", ")}, and not ${name}.`);
    return found;
  });
}

function count(option: string, text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new UsageError(`${option} takes whole numbers above zero, and not ${text}.`);
}

function positive(option: string, text: string): number {
  const value = Number(text);
  if (value > 0 && Number.isFinite(value)) return value;
  throw new UsageError(`${option} takes a number above zero, and not ${text}.`);
}

function variable(text: string): [string, string] {
  const [, name, value] = /^(\w+)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined)
    throw new UsageError(`--set takes NAME=VALUE, and not ${text}.`);
  return [name, value];
}
