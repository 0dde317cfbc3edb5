import { defineRoute, Problem, problemCodes } from "@stagepass/contracts";
import { handle } from "@stagepass/runtime";
import { z } from "zod";
import { admitClient } from "../clients/admit-client.ts";
import type { Ports } from "../common/ports.ts";
import { ClientHeaders } from "../common/request-parts.ts";

const common = {
  service: "legacy",
  method: "GET",
  action: "app:read",
  scope: "handler",
  throws: problemCodes,
  headers: ClientHeaders,
  query: z.object({ orgId: z.string().max(128).optional() }),
} as const;
const path = "/api/integrations";

const listIntegrations = defineRoute({
  ...common,
  path: `${path}/`,
  summary: "Which accounts of AWS are monitored?",
  response: z.object({ integrations: z.array(z.never()) }),
});

const beginIntegration = defineRoute({
  ...common,
  path: `${path}/aws/initial`,
  summary: "With which stack does the monitoring of an account begin?",
});

/** The routes that clients since 3.35 call before each deploy, to have its account monitored. Stagepass monitors none. */
export function integrationRoutes(ports: Ports) {
  return [
    handle(listIntegrations, async (request) => {
      await admitClient(ports, request);
      return { integrations: [] };
    }),
    handle(beginIntegration, async (request) => {
      await admitClient(ports, request);
      throw new Problem(
        "conflict",
        "Stagepass monitors no accounts: set custom.enterprise.disableMonitoringSetup to true in serverless.yml.",
      );
    }),
  ];
}
