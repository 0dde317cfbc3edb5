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
      createAccessKey: (input) => bus.call(contracts.createAccessKeyFor, input),
      resolveForClient: (input) => bus.call(contracts.resolveForClient, input),
      saveReport: (input) => bus.call(contracts.saveReportFor, input),
      getOutput: (input) => bus.call(contracts.getOutputFor, input),
      listOutputs: (input) => bus.call(contracts.listOutputsFor, input),
      warn: (facts, message) => log.warn(facts, message),
    };
    return {
      routes: httpRoutes(ports),
      authenticate: (digest) => bus.call(contracts.authenticate, { digest }),
    };
  },
});
