import * as contracts from "@stagepass/contracts";
import type { Bus } from "@stagepass/runtime";
import type { Ports } from "./domain/ports.ts";
import { readSecrets } from "./domain/secrets/read-secrets.ts";
import { issueCredentials } from "./domain/sessions/issue-credentials.ts";

/** The requests that this service answers. */
export function registerBus(bus: Bus, ports: Ports): void {
  bus.handle(contracts.issueCredentials, (input) => issueCredentials(ports, input));
  bus.handle(contracts.readSecrets, (input) => readSecrets(ports, input));
}
