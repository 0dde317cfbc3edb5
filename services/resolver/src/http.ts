import * as contracts from "@stagepass/contracts";
import { handle, handleKeyed, readPage } from "@stagepass/runtime";
import { deploymentsOf, getDeployment, type RecordPorts } from "./domain/records/deployments.ts";
import { sightOf } from "./domain/records/sight.ts";
import type { CallPorts } from "./domain/resolving/ports.ts";
import { resolveDeploy } from "./domain/resolving/resolve-deploy.ts";

export function httpRoutes(ports: CallPorts & RecordPorts) {
  return [
    handleKeyed(contracts.resolveDeploy, ({ keyDigest, body }) => resolveDeploy(ports, keyDigest, body)),
    handle(contracts.listDeployments, ({ params, query, principal }) => {
      const { limit, cursor, ...filter } = query;
      return readPage(
        { limit, cursor },
        deploymentsOf(ports, params.org, { ...filter, sight: sightOf(principal) }),
      );
    }),
    handle(contracts.listLastDeployments, ({ params }) => ports.listLastDeployments(params)),
    handle(contracts.getDeployment, ({ params, principal }) => getDeployment(ports, principal, params)),
  ];
}
