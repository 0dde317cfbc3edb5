import { defineRoute, problemCodes } from "@stagepass/contracts";
import { handle } from "@stagepass/runtime";
import { z } from "zod";
import { admitClient } from "../clients/admit-client.ts";
import type { Ports } from "../common/ports.ts";
import { AtInstance, AtService, appNameOf, ClientHeaders } from "../common/request-parts.ts";
import { stagesAndRegionsOf } from "../records/stages-and-regions.ts";

const common = {
  service: "legacy",
  action: "output:read",
  scope: "handler",
  throws: problemCodes,
  headers: ClientHeaders,
} as const;
const path = "/core/tenants/{org}/applications/{app}/services/{service}";

const readOutput = defineRoute({
  ...common,
  method: "POST",
  path: `${path}/stages/{stage}/regions/{region}/outputs`,
  summary: "What is the output of a service with this name?",
  params: AtInstance,
  body: z.object({ outputName: z.string().min(1).max(256) }),
  response: z.object({ value: z.unknown() }),
});

const readService = defineRoute({
  ...common,
  method: "GET",
  path,
  summary: "Where is a service deployed, and with which outputs?",
  params: AtService,
  response: z.object({ stagesAndRegions: z.record(z.string(), z.unknown()) }),
});

const archiveService = defineRoute({
  ...common,
  method: "PUT",
  path,
  summary: "Take a service for removed",
  params: AtService,
  body: z.object({}),
  response: z.object({ serviceName: z.string() }),
});

/** The routes for the outputs of services, which come from the records of their deployments. */
export function serviceRoutes(ports: Ports) {
  return [
    handle(readOutput, async ({ params, body, ...request }) => {
      const { keyDigest } = await admitClient(ports, request);
      const target = { ...params, app: appNameOf(params.app) };
      const { output } = await ports.getOutput({ keyDigest, ...target, outputName: body.outputName });
      return { value: output };
    }),
    handle(readService, async ({ params, ...request }) => {
      const { keyDigest } = await admitClient(ports, request);
      const { instances } = await ports.listOutputs({ keyDigest, ...params, app: appNameOf(params.app) });
      return { stagesAndRegions: stagesAndRegionsOf(instances) };
    }),
    // Nothing is done here: the clients also send the record of the removal, which counts.
    handle(archiveService, async ({ params, ...request }) => {
      await admitClient(ports, request);
      return { serviceName: params.service };
    }),
  ];
}
