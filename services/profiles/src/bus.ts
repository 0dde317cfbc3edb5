import * as contracts from "@stagepass/contracts";
import type { Bus } from "@stagepass/runtime";
import { registerOnBehalf } from "./bus/on-behalf.ts";
import { authenticate } from "./domain/access-keys/authenticate.ts";
import { fromStanding } from "./domain/planning/from-standing.ts";
import { open } from "./domain/planning/open.ts";
import { plan } from "./domain/planning/plan.ts";
import { planAnyway } from "./domain/planning/plan-anyway.ts";
import { getProviderRole } from "./domain/providers/get-provider.ts";
import { getAccessRole } from "./domain/versions/get-access-role.ts";
import type { Ports } from "./ports.ts";

/** Registers the handlers of the requests that other services send to this one. */
export function registerBus(bus: Bus, ports: Ports): void {
  bus.handle(contracts.authenticate, ({ digest }) => authenticate(ports, digest));
  bus.handle(contracts.plan, ({ target, evenIfRefused }) =>
    fromStanding(ports, { digest: null, ...target }, ({ app }) =>
      evenIfRefused ? planAnyway(ports, target, app) : plan(ports, target, app),
    ),
  );
  bus.handle(contracts.open, (input) => open(ports, input));
  bus.handle(contracts.getAccessRole, (input) => getAccessRole(ports, input));
  bus.handle(contracts.getProviderRole, (input) => getProviderRole(ports, input));
  registerOnBehalf(bus, ports);
}
