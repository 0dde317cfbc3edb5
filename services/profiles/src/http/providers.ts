import * as contracts from "@stagepass/contracts";
import { type BoundRoute, entityTag, handle, Reply } from "@stagepass/runtime";
import { deleteProvider } from "../domain/providers/delete-provider.ts";
import { getProvider } from "../domain/providers/get-provider.ts";
import { viewProvider } from "../domain/providers/provider.ts";
import { patchProvider, putProvider, type SavedProvider } from "../domain/providers/save-provider.ts";
import { listProviders } from "../pages.ts";
import type { Ports } from "../ports.ts";
import { changeOf } from "./change-of.ts";

/** Returns the routes of providers. */
export function providerRoutes(ports: Ports): BoundRoute[] {
  return [
    handle(contracts.listProviders, ({ params: { org }, query }) => listProviders(ports, org, query)),
    handle(contracts.getProvider, async ({ params }) =>
      answer({ provider: await getProvider(ports, params), created: false }),
    ),
    handle(contracts.putProvider, async (request) =>
      answer(await putProvider(ports, changeOf(request), request.body)),
    ),
    handle(contracts.patchProvider, async (request) =>
      answer(await patchProvider(ports, changeOf(request), request.body)),
    ),
    handle(contracts.deleteProvider, (request) => deleteProvider(ports, changeOf(request))),
  ];
}

function answer({ provider, created }: SavedProvider) {
  const etag = entityTag(provider.revision);
  return new Reply(viewProvider(provider), created ? { status: 201, etag } : { etag });
}
