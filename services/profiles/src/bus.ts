import { authenticate, getAccessRole, open, plan } from "@stagepass/contracts";
import type { Bus } from "@stagepass/runtime";
import { registerOnBehalf } from "./bus/on-behalf.ts";
import { identifyCaller } from "./domain/access-keys/authenticate.ts";
import { openParameters } from "./domain/planning/open.ts";
import { planDeploy } from "./domain/planning/plan.ts";
import { getAccessRole as readAccessRole } from "./domain/versions/get-access-role.ts";
import type { Ports } from "./ports.ts";

/** Answers what other services ask of this one. */
export function registerBus(bus: Bus, ports: Ports): void {
  bus.handle(authenticate, ({ digest }) => identifyCaller(ports, digest));
  bus.handle(plan, ({ target }) => planDeploy(ports, target));
  bus.handle(open, (input) => openParameters(ports, input));
  bus.handle(getAccessRole, (input) => readAccessRole(ports, input));
  registerOnBehalf(bus, ports);
}
