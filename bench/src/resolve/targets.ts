import type { Ends } from "../ends.ts";
import type { Member } from "../processes/members.ts";
import { say } from "../say.ts";
import { startBare } from "../systems/bare.ts";
import { startLocal } from "../systems/local.ts";
import { startServicesApart } from "../systems/services-apart.ts";
import type { ProcessSettings, System, SystemName } from "../systems/system.ts";
import type { Target } from "./cells.ts";
import { prepareScenarios, type ScenarioName } from "./scenarios.ts";

/** Which scenarios are measured, and on what. */
export interface TargetOptions {
  readonly systems: readonly SystemName[];
  readonly scenarios: readonly ScenarioName[];
  readonly atOneConnection: readonly ScenarioName[];
  readonly settings: ProcessSettings;
}

/** A system of Stagepass that runs, and its processes. */
export interface RunningSystem {
  readonly name: SystemName;
  readonly members: readonly Member[];
}

/** Starts the baselines and the systems; they run beside each other until the end. */
export async function startTargets(
  ends: Ends,
  options: TargetOptions,
): Promise<{ readonly targets: readonly Target[]; readonly systems: readonly RunningSystem[] }> {
  say("starting");
  const targets = await startBaselines(ends);
  const systems: RunningSystem[] = [];
  for (const name of options.systems) {
    const system = await startSystem(ends, name, options);
    systems.push(system);
    targets.push(...system.targets);
  }
  return { targets, systems };
}

async function startBaselines(ends: Ends): Promise<Target[]> {
  const { name, members, shots } = await startBare(ends);
  return Object.entries(shots).map(([scenario, shot]) => ({
    ...{ system: name, scenario, shot, members },
    maxConnections: Number.POSITIVE_INFINITY,
  }));
}

/** Starts one system with what its scenarios ask for. */
export async function startSystem(
  ends: Ends,
  name: SystemName,
  { scenarios, atOneConnection, settings }: TargetOptions,
): Promise<System & { readonly targets: readonly Target[] }> {
  const start = name === "apart" ? startServicesApart : startLocal;
  const system = await start(ends, settings);
  const { members } = system;
  const shots = await prepareScenarios(system, scenarios);
  const targets = scenarios.map((scenario) => ({
    ...{ system: name, scenario, shot: shots[scenario], members },
    maxConnections: atOneConnection.includes(scenario) ? 1 : Number.POSITIVE_INFINITY,
  }));
  return { ...system, targets };
}
