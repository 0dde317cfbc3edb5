import * as contracts from "@stagepass/contracts";
import type { Bus } from "@stagepass/runtime";
import type { Ports } from "./domain/ports.ts";
import { readSecrets } from "./domain/secrets/read-secrets.ts";
import { issueCredentials } from "./domain/sessions/issue-credentials.ts";

/** Registers the handlers of the requests that other services send to this one. */
export function registerBus(bus: Bus, ports: Ports): void {
  bus.handle(contracts.issueCredentials, (input) => issueCredentials(ports, input));
  bus.handle(contracts.readSecrets, (input) => readSecrets(ports, input));
}
