import * as contracts from "@stagepass/contracts";
import { type BoundRoute, handle, readPage } from "@stagepass/runtime";
import { z } from "zod";
import { getProvider } from "../../domain/providers/get-provider.ts";
import { getProfile } from "../../domain/versions/get-version.ts";
import type { Ports } from "../../ports.ts";
import { type LinkRow, positionOfUse, UsePosition, type UseRow } from "../../store/uses/list-uses-after.ts";

const beforeUses: UsePosition = [false, "", false, ""];
const LinkPosition = z.tuple([z.string(), z.string(), z.string(), z.string()]);
const beforeLinks: z.infer<typeof LinkPosition> = ["", "", "", ""];

/** Returns the routes that list what uses a profile or a provider. */
export function useRoutes(ports: Ports): BoundRoute[] {
  return [
    handle(contracts.listProfileUses, async ({ params: { org, profile }, query }) => {
      await getProfile(ports, org, profile);
      return readPage(query, {
        position: UsePosition,
        read: (after = beforeUses, limit) => ports.listUsesAfter({ org, profile, after }, limit),
        positionOf: positionOfUse,
        view: viewUse,
      });
    }),
    handle(contracts.listProviderUses, async ({ params, query }) => {
      await getProvider(ports, params);
      return readPage(query, {
        position: LinkPosition,
        read: (after = beforeLinks, limit) => ports.listLinksAfter({ ...params, after }, limit),
        positionOf: ({ app, service, stage, region }): typeof beforeLinks => [app, service, stage, region],
        view: viewLink,
      });
    }),
  ];
}

function viewUse({ app, stage }: UseRow): contracts.ProfileUseView {
  if (app === null) return { kind: "org-stages", stages: stage ?? "" };
  return stage === null ? { kind: "default", app } : { kind: "stage", app, stage };
}

function viewLink({ app, service, stage, region }: LinkRow): contracts.ProviderUseView {
  if (service === "") return { kind: "blueprint", app, stage: stage === "" ? null : stage };
  return stage === "" ? { kind: "service", app, service } : { kind: "instance", app, service, stage, region };
}
