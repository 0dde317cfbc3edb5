import * as contracts from "@stagepass/contracts";
import { defineService } from "@stagepass/runtime";
import { z } from "zod";
import type { Ports } from "./common/ports.ts";
import { dialect } from "./dialect.ts";
import { httpRoutes } from "./http.ts";

/**
 * Answers the existing clients of the hosted deployment profiles in the protocol that they speak. It decides and stores
 * nothing: it asks the other services on behalf of whoever calls.
 */
export const legacy = defineService({
  name: "legacy",
  env: z.object({}),
  dialect,
  create({ bus, log }) {
    const ports: Ports = {
      getOrg: (input) => bus.call(contracts.getOrgFor, input),
      getApp: (input) => bus.call(contracts.getAppFor, input),
      listApps: (input) => bus.call(contracts.listAppsFor, input),
      saveApp: (input) => bus.call(contracts.saveAppFor, input),
      listProfiles: (input) => bus.call(contracts.listProfilesFor, input),
      createProfile: (input) => bus.call(contracts.createProfileFor, input),
      listProviders: (input) => bus.call(contracts.listProvidersFor, input),
      getProvider: (input) => bus.call(contracts.getProviderFor, input),
      saveProvider: (input) => bus.call(contracts.saveProviderFor, input),
      deleteProvider: (input) => bus.call(contracts.deleteProviderFor, input),
      getTarget: (input) => bus.call(contracts.getTargetFor, input),
      linkProvider: (input) => bus.call(contracts.linkProviderFor, input),
      saveTargetParameter: (input) => bus.call(contracts.saveTargetParameterFor, input),
      deleteTargetParameter: (input) => bus.call(contracts.deleteTargetParameterFor, input),
      createAccessKey: (input) => bus.call(contracts.createAccessKeyFor, input),
      resolveForClient: (input) => bus.call(contracts.resolveForClient, input),
      saveReport: (input) => bus.call(contracts.saveReportFor, input),
      getOutput: (input) => bus.call(contracts.getOutputFor, input),
      listDeployments: (input) => bus.call(contracts.listDeploymentsFor, input),
      listOutputs: (input) => bus.call(contracts.listOutputsFor, input),
      warn: (facts, message) => log.warn(facts, message),
    };
    return {
      routes: httpRoutes(ports),
      authenticate: (digest) => bus.call(contracts.authenticate, { digest }),
    };
  },
});
