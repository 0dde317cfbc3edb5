import { defineRoute, problemCodes } from "@stagepass/contracts";
import { handle } from "@stagepass/runtime";
import { z } from "zod";
import { admitClient } from "../clients/admit-client.ts";
import type { Ports } from "../common/ports.ts";
import { AtOrg, ClientHeaders } from "../common/request-parts.ts";

/** The clients call an organization a tenant, and expect an id of it. The name serves as the id. */
const common = {
  service: "legacy",
  method: "GET",
  action: "org:read",
  scope: "none",
  throws: problemCodes,
  headers: ClientHeaders,
} as const;

const getTenant = defineRoute({
  ...common,
  path: "/core/tenants/{org}",
  summary: "Which organization has this name?",
  params: AtOrg,
  response: z.object({ orgUid: z.string(), tenantUid: z.string(), tenantName: z.string() }),
});

const listTenants = defineRoute({
  ...common,
  path: "/core/tenants",
  summary: "Which organizations does the caller belong to?",
  query: z.object({ userName: z.string().optional() }),
  response: z.array(z.object({ tenantUid: z.string(), tenantName: z.string() })),
});

const describeAccessKey = defineRoute({
  ...common,
  path: "/core/tenants/accessKey/meta",
  summary: "Whose access key is this?",
  response: z.object({
    result: z.object({
      accessKeyUid: z.string(),
      orgUid: z.string(),
      orgName: z.string(),
      tenantUid: z.string(),
      tenantName: z.string(),
    }),
  }),
});

/** The routes that say which organization a key belongs to. */
export function tenantRoutes(ports: Ports) {
  return [
    // The version is not checked here: after an error the later clients would use the credentials on their machine. A
    // client that is too old is refused when it asks for credentials.
    handle(getTenant, ({ params: { org } }) => ({ orgUid: org, tenantUid: org, tenantName: org })),
    handle(listTenants, async (request) => {
      const { org } = await admitClient(ports, request);
      return [{ tenantUid: org, tenantName: org }];
    }),
    handle(describeAccessKey, async (request) => {
      const { principal, org } = await admitClient(ports, request);
      const tenant = { tenantUid: org, tenantName: org };
      return { result: { accessKeyUid: principal.keyId, orgUid: org, orgName: org, ...tenant } };
    }),
  ];
}
