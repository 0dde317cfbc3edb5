import * as contracts from "@stagepass/contracts";
import { answerOnBehalf, type Bus, readPage } from "@stagepass/runtime";
import { deploymentsOf, type RecordPorts } from "./domain/records/deployments.ts";
import { getOutput, listOutputs, type OutputPorts } from "./domain/records/outputs.ts";
import type { ReportPorts } from "./domain/records/ports.ts";
import { saveReport } from "./domain/records/save-report.ts";
import { sightOf } from "./domain/records/sight.ts";
import type { ClientPorts } from "./domain/resolving/ports.ts";
import { resolveForClient } from "./domain/resolving/resolve-for-client.ts";

type Authenticate = Parameters<typeof answerOnBehalf>[1];

/** Answers the requests on behalf of existing clients, each with the rights of the key that it was sent with. */
export function registerOnBehalf(
  bus: Bus,
  authenticate: Authenticate,
  ports: ClientPorts & ReportPorts & OutputPorts & Pick<RecordPorts, "listDeployments">,
): void {
  const answer = answerOnBehalf(bus, authenticate);
  answer(contracts.resolveForClient, (caller, asked) => resolveForClient(ports, caller, asked));
  answer(contracts.saveReportFor, (caller, { report, ...target }) =>
    saveReport(ports, caller, target, report),
  );
  answer(contracts.getOutputFor, async (caller, { outputName, ...target }) => ({
    output: await getOutput(ports, caller, target, outputName),
  }));
  answer(contracts.listDeploymentsFor, (caller, { org, page, ...filter }) =>
    readPage(page, deploymentsOf(ports, org, { ...filter, sight: sightOf(caller) })),
  );
  answer(contracts.listOutputsFor, async (caller, service) => ({
    instances: await listOutputs(ports, caller, service),
  }));
}
