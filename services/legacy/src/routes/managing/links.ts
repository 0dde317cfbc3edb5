import { defineRoute, Problem } from "@stagepass/contracts";
import { handle } from "@stagepass/runtime";
import { z } from "zod";
import { admitClient } from "../../clients/admit-client.ts";
import type { Ports } from "../../common/ports.ts";
import { ClientProvider, clientProviderOf, providerNameOf } from "./providers.ts";
import { AtLink, type LinkType, linkedTarget, linkTypes, managing } from "./target-routes.ts";

/**
 * The routes by which the client library links services and instances to providers. The interactive set-up of 3.x links an
 * instance before its first deploy, so that a link creates it. A service or an instance has at most one provider.
 */
export function linkRoutes(ports: Ports) {
  return linkTypes.flatMap((type) => routesOf(ports, type));
}

function routesOf(ports: Ports, type: LinkType) {
  const common = { ...managing, path: type.path, params: AtLink } as const;
  const readLink = defineRoute({
    ...common,
    method: "GET",
    summary: "Which provider is linked?",
    action: "provider:read",
    response: z.object({ result: z.array(ClientProvider) }),
  });
  const createLink = defineRoute({
    ...common,
    method: "POST",
    summary: "Link a provider",
    action: "app:write",
    body: z.object({ providerUid: z.string() }),
    response: z.object({ result: z.object({ providerUid: z.string() }) }),
  });
  const deleteLink = defineRoute({
    ...common,
    method: "DELETE",
    path: `${type.path}/providers/{providerUid}`,
    summary: "Remove the link to a provider",
    action: "app:write",
    params: AtLink.extend({ providerUid: z.string() }),
    response: z.object({}),
  });
  return [
    handle(readLink, async ({ params, ...request }) => {
      const { keyDigest, org } = await admitClient(ports, request);
      const linked = await ports.getTarget({ keyDigest, org, ...linkedTarget(type, params.linkUid) });
      if (typeof linked.provider !== "string") return { result: [] };
      const provider = await ports.getProvider({ keyDigest, org, provider: linked.provider });
      return { result: [clientProviderOf(provider)] };
    }),
    handle(createLink, async ({ params, body, ...request }) => {
      const { keyDigest, org } = await admitClient(ports, request);
      const provider = providerNameOf(body.providerUid);
      await ports.linkProvider({ keyDigest, org, ...linkedTarget(type, params.linkUid), provider });
      return { result: { providerUid: provider } };
    }),
    handle(deleteLink, async ({ params, ...request }) => {
      const { keyDigest, org } = await admitClient(ports, request);
      const target = linkedTarget(type, params.linkUid);
      const { provider } = await ports.getTarget({ keyDigest, org, ...target });
      if (provider !== params.providerUid)
        throw new Problem(
          "not-found",
          `It is not linked to the provider ${params.providerUid.slice(0, 128)}.`,
        );
      return ports.linkProvider({ keyDigest, org, ...target, provider: null });
    }),
  ];
}
