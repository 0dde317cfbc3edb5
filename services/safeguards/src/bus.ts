import * as contracts from "@stagepass/contracts";
import type { Bus } from "@stagepass/runtime";
import { checkForProfile } from "./domain/checking/check-for-profile.ts";
import { evaluate } from "./domain/evaluating/evaluate.ts";
import type { Ports } from "./domain/evaluating/ports.ts";
import { readYaml } from "./domain/template/read-yaml.ts";

/** Registers the requests that the service answers to the other services. */
export function registerBus(bus: Bus, ports: Ports): void {
  bus.handle(contracts.evaluate, (input) => evaluate(input, ports));
  bus.handle(contracts.checkSafeguards, async ({ safeguards }) => ({
    mistakes: await checkForProfile(safeguards, ports),
  }));
  bus.handle(contracts.readYaml, ({ text, org }) => readYaml(text, org, ports));
}
