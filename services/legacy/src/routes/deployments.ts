import { DeploymentId, defineRoute, problemCodes } from "@stagepass/contracts";
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

const saveDeployment = defineRoute({
  service: "legacy",
  method: "POST",
  path: "/core/tenants/{org}/applications/{app}/services/{service}/stages/{stage}/regions/{region}/deployments",
  summary: "Keep the record of a deployment or a removal",
  allow: ["admin", "deployer"],
  throws: problemCodes,
  params: AtInstance,
  headers: ClientHeaders,
  body: RecordBody,
  response: z.object({ deploymentId: DeploymentId, repeated: z.boolean() }),
});

/** The route for the records that clients send after a deploy. Of a client that is too old, only the record is refused. */
export function deploymentRoutes(ports: Ports) {
  return [
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
