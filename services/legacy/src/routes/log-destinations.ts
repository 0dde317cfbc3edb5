import { defineRoute, Problem, problemCodes } from "@stagepass/contracts";
import { handle } from "@stagepass/runtime";
import { z } from "zod";
import { admitClient } from "../clients/admit-client.ts";
import type { Ports } from "../common/ports.ts";
import { ClientHeaders } from "../common/request-parts.ts";

const common = {
  service: "legacy",
  method: "POST",
  action: "app:read",
  scope: "handler",
  throws: problemCodes,
  headers: ClientHeaders,
  body: z.object({ regionName: z.string().max(64).nullish() }),
} as const;

const createLogDestination = defineRoute({
  ...common,
  path: "/malt/destinations/create",
  summary: "Where are logs collected?",
  response: z.object({}),
});

const deleteLogDestination = defineRoute({
  ...common,
  path: "/malt/destinations/delete",
  summary: "Stop collecting logs",
  status: 204,
});

/** Stagepass collects no logs. It says so in words that the clients know for regions, so that they warn and go on. */
export function logDestinationRoutes(ports: Ports) {
  return [
    handle(createLogDestination, async ({ body, ...request }) => {
      await admitClient(ports, request);
      const region = body.regionName ?? "any";
      throw new Problem(
        "conflict",
        `Collecting logs is not supported in region ${region}: set custom.enterprise.collectLambdaLogs to false.`,
      );
    }),
    handle(deleteLogDestination, async (request) => {
      await admitClient(ports, request);
    }),
  ];
}
