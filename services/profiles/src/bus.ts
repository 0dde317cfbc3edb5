import { authenticate, getAccessRole, open, plan } from "@stagepass/contracts";
import type { Bus } from "@stagepass/runtime";
import { type AccessRolePorts, getAccessRole as readAccessRole } from "./domain/get-access-role.ts";
import { type IdentifyPorts, identifyCaller } from "./domain/identify-caller.ts";
import { type OpenPorts, openParameters } from "./domain/open-parameters.ts";
import { type PlanPorts, planDeploy } from "./domain/plan-deploy.ts";

/** Answers what other services ask of this one. */
export function registerBus(bus: Bus, ports: IdentifyPorts & PlanPorts & OpenPorts & AccessRolePorts): void {
  bus.handle(authenticate, ({ digest }) => identifyCaller(ports, digest));
  bus.handle(plan, ({ target }) => planDeploy(ports, target));
  bus.handle(open, (input) => openParameters(ports, input));
  bus.handle(getAccessRole, (input) => readAccessRole(ports, input));
}
