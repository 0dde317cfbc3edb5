import { issueCredentials, readSecrets } from "@stagepass/contracts";
import type { Bus } from "@stagepass/runtime";
import type { Ports } from "./domain/ports.ts";
import { readReferences } from "./domain/secrets/read-secrets.ts";
import { issue } from "./domain/sessions/issue-credentials.ts";

/** The requests that this service answers. */
export function registerBus(bus: Bus, ports: Ports): void {
  bus.handle(issueCredentials, (input) => issue(ports, input));
  bus.handle(readSecrets, (input) => readReferences(ports, input));
}
