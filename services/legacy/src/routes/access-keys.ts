import { AccessKeyInput, defineRoute, problemCodes, secret } from "@stagepass/contracts";
import { handle } from "@stagepass/runtime";
import { z } from "zod";
import { admitClient } from "../clients/admit-client.ts";
import type { Ports } from "../common/ports.ts";
import { readInput } from "../common/read-input.ts";
import { AtOrg, ClientHeaders } from "../common/request-parts.ts";

const createAccessKey = defineRoute({
  service: "legacy",
  method: "POST",
  path: "/core/tenants/{org}/accessKeys",
  summary: "Make an access key for deploying",
  action: "key:manage",
  scope: "handler",
  throws: problemCodes,
  params: AtOrg,
  headers: ClientHeaders,
  body: z.object({ title: z.string().max(128).nullish() }),
  response: z.object({ secretAccessKey: secret(z.string()) }),
});

/** Creates the keys that clients store on the machine that they run on. These keys may deploy, and nothing else. */
export function accessKeyRoutes(ports: Ports) {
  return [
    handle(createAccessKey, async ({ body, ...request }) => {
      const { keyDigest, org } = await admitClient(ports, request);
      const named = { role: "deployer", name: body.title || "serverless", expiresAt: null, scope: {} };
      const accessKey = readInput(AccessKeyInput, named);
      const { key } = await ports.createAccessKey({ keyDigest, org, accessKey });
      return { secretAccessKey: key };
    }),
  ];
}
