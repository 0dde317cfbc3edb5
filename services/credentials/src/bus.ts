import { issueCredentials, readSecrets } from "@stagepass/contracts";
import type { Bus } from "@stagepass/runtime";
import { issue } from "./domain/issue.ts";
import type { Ports } from "./domain/ports.ts";
import { readReferences } from "./domain/read-references.ts";

/** The requests that this service answers. */
export function registerBus(bus: Bus, ports: Ports): void {
  bus.handle(issueCredentials, (input) => issue(ports, input));
  bus.handle(readSecrets, (input) => readReferences(ports, input));
}
