import { checkSafeguards as checkRequest, evaluate as evaluateRequest } from "@stagepass/contracts";
import type { Bus } from "@stagepass/runtime";
import { checkSafeguards } from "./domain/check-safeguards.ts";
import { evaluate, type Ports } from "./domain/evaluate.ts";

/** What the service answers to the other services. */
export function registerBus(bus: Bus, ports: Ports): void {
  bus.handle(evaluateRequest, (input) => evaluate(input, ports));
  bus.handle(checkRequest, ({ safeguards }) => ({ mistakes: checkSafeguards(safeguards) }));
}
