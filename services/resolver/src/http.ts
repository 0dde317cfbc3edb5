import * as contracts from "@stagepass/contracts";
import { handle } from "@stagepass/runtime";
import { getDeployment, listDeployments, type RecordPorts } from "./domain/deployments.ts";
import type { Ports } from "./domain/ports.ts";
import { resolve } from "./domain/resolve.ts";

export function httpRoutes(ports: Ports & RecordPorts) {
  return [
    handle(contracts.resolveDeploy, ({ principal, body }) => resolve(ports, principal, body)),
    handle(contracts.listDeployments, ({ params, query }) => listDeployments(ports, params.org, query)),
    handle(contracts.getDeployment, ({ params }) => getDeployment(ports, params.org, params.deploymentId)),
  ];
}
