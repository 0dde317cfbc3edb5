import { hash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import * as contracts from "@stagepass/contracts";
import { defineService, randomText } from "@stagepass/runtime";
import { registerOnBehalf } from "./bus.ts";
import { Config } from "./config.ts";
import type { RecordPorts } from "./domain/records/deployments.ts";
import type { OutputPorts } from "./domain/records/outputs.ts";
import type { ReportPorts } from "./domain/records/ports.ts";
import type { CallPorts, ClientPorts } from "./domain/resolving/ports.ts";
import { httpRoutes } from "./http.ts";
import { deploymentRetention } from "./store/deployment-retention.ts";
import { keepReport } from "./store/keep-report.ts";
import { listDeployments } from "./store/list-deployments.ts";
import { listLastDeployments } from "./store/list-last-deployments.ts";
import { listTargets } from "./store/list-targets.ts";
import { findDeployment } from "./store/read-deployments.ts";
import {
  findKeptReport,
  findLastBlock,
  findOutputs,
  findPrecedingResolution,
  findUsableResolution,
  listGivenVersions,
  listOutputs,
} from "./store/read-reports.ts";
import { recordIntent, recordOutcome, recordWhole } from "./store/record-deployment.ts";

/** Answers resolve calls, and keeps the record of them and what clients report afterwards. */
export const resolver = defineService({
  name: "resolver",
  env: Config,
  migrations: new URL("../migrations/", import.meta.url),
  create({ config, bus, database }) {
    const authenticate = (digest: string) => bus.call(contracts.authenticate, { digest });
    const ports: CallPorts & ClientPorts & RecordPorts & ReportPorts & OutputPorts = {
      plan: (input) => bus.call(contracts.plan, input),
      planFor: (input) => bus.call(contracts.planFor, input),
      evaluate: (input) => bus.call(contracts.evaluate, input),
      open: (input) => bus.call(contracts.open, input),
      issue: (input) => bus.call(contracts.issueCredentials, input),
      newDeploymentId: () => `dep_${randomText(16, "base64url")}`,
      digest: (text) => hash("sha256", text),
      recordIntent: (intent) => recordIntent(database, intent),
      recordOutcome: (intent, outcome) => recordOutcome(database, intent, outcome),
      recordWhole: (intent, outcome) => recordWhole(database, intent, outcome),
      listDeployments: (org, filter, after, limit) => listDeployments(database, org, filter, after, limit),
      listLastDeployments: (app) => listLastDeployments(database, app),
      findDeployment: (org, id) => findDeployment(database, org, id),
      findKeptReport: (target, deploymentUid) => findKeptReport(database, target, deploymentUid),
      listGivenVersions: (keyId, target, withinHours) =>
        listGivenVersions(database, keyId, target, withinHours),
      findPrecedingResolution: (keyId, target, withinHours) =>
        findPrecedingResolution(database, keyId, target, withinHours),
      findUsableResolution: (keyId, target, withinHours) =>
        findUsableResolution(database, keyId, target, withinHours),
      findLastBlock: (keyId, target, withinHours) => findLastBlock(database, keyId, target, withinHours),
      keepReport: (report) => keepReport(database, report),
      pause: () => setImmediate(),
      findOutputs: (target) => findOutputs(database, target),
      listOutputs: (service) => listOutputs(database, service),
    };
    registerOnBehalf(bus, authenticate, ports);
    bus.handle(contracts.listTargets, ({ after }) => listTargets(database, after));
    return {
      routes: httpRoutes(ports),
      authenticate,
      retentions: [deploymentRetention(config.RESOLVER_DEPLOYMENTS_RETENTION_DAYS)],
    };
  },
});
