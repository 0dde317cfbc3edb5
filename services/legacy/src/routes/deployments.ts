import {
  DeploymentId,
  defineRoute,
  type listDeploymentsFor,
  type Output,
  problemCodes,
} from "@stagepass/contracts";
import { handle } from "@stagepass/runtime";
import { z } from "zod";
import { admitClient } from "../clients/admit-client.ts";
import { assertVersion } from "../clients/client-version.ts";
import type { Ports } from "../common/ports.ts";
import { AtInstance, appNameOf, ClientHeaders } from "../common/request-parts.ts";
import { readClientRecord } from "../records/read-client-record.ts";

const version = z.string().max(128).nullish().catch(null);

/** The versions decide whether a record is accepted, before the rest of it is read. */
const RecordBody = z.looseObject({ versionFramework: version, versionEnterprisePlugin: version });

const ListedDeployment = z.object({
  deploymentUid: z.string(),
  serviceName: z.string().optional(),
  stageName: z.string(),
  regionName: z.string().optional(),
  /** What the client reported, or null where it reported nothing. */
  status: z.string().nullable(),
  archived: z.boolean(),
  createdAt: z.string(),
});

const saveDeployment = defineRoute({
  service: "legacy",
  method: "POST",
  path: "/core/tenants/{org}/applications/{app}/services/{service}/stages/{stage}/regions/{region}/deployments",
  summary: "Keep the record of a deployment or a removal",
  action: "deployment:report",
  scope: "handler",
  throws: problemCodes,
  params: AtInstance,
  headers: ClientHeaders,
  body: RecordBody,
  response: z.object({ deploymentId: DeploymentId, repeated: z.boolean() }),
});

/**
 * The client library can list what a service deployed, and passes on what it gets; no client calls it. The fields have the
 * names of the records that clients send. The cursor goes into the query as `x-cursor`.
 */
const listDeployments = defineRoute({
  service: "legacy",
  method: "GET",
  path: saveDeployment.path,
  summary: "What was deployed to this instance?",
  action: "deployment:read",
  scope: "handler",
  throws: problemCodes,
  params: AtInstance,
  headers: ClientHeaders,
  query: z.object({ "x-cursor": z.string().optional() }),
  response: z.object({ items: z.array(ListedDeployment), cursor: z.string().nullable() }),
});

/** The routes for the records that clients send after a deploy. Of a client that is too old, only the record is refused. */
export function deploymentRoutes(ports: Ports) {
  return [
    handle(listDeployments, async ({ params, query, ...request }) => {
      const { keyDigest } = await admitClient(ports, request);
      const page = { limit: 50, cursor: query["x-cursor"] };
      const listed = await ports.listDeployments({ keyDigest, ...params, app: appNameOf(params.app), page });
      return { items: listed.items.map(listedDeploymentOf), cursor: listed.nextCursor };
    }),
    handle(saveDeployment, async ({ params, body, ...request }) => {
      const { keyDigest, org, rules } = await admitClient(ports, request);
      const { versionFramework, versionEnterprisePlugin } = body;
      assertVersion(org, rules.minimumVersions, "framework", versionFramework);
      assertVersion(org, rules.minimumVersions, "plugin", versionEnterprisePlugin);
      const target = { ...params, app: appNameOf(params.app) };
      return ports.saveReport({ keyDigest, ...target, report: readClientRecord(target, body) });
    }),
  ];
}

function listedDeploymentOf({
  id,
  target,
  report,
  requestedAt,
}: Output<typeof listDeploymentsFor>["items"][number]): z.input<typeof ListedDeployment> {
  return {
    deploymentUid: id,
    serviceName: target.service,
    stageName: target.stage,
    regionName: target.region,
    status: report?.status ?? null,
    archived: report?.archived ?? false,
    createdAt: requestedAt,
  };
}
