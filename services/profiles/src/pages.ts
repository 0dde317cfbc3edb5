import {
  AppName,
  type AppView,
  type Page,
  type PageQuery,
  ProfileName,
  type ProfileSummary,
  ProviderName,
  type ProviderView,
} from "@stagepass/contracts";
import { readPage } from "@stagepass/runtime";
import { viewApp } from "./domain/apps/app.ts";
import { viewProvider } from "./domain/providers/provider.ts";
import type { Ports } from "./ports.ts";

/** Reads a page of an organization's apps, by name. */
export function listApps(ports: Ports, org: string, query: PageQuery): Promise<Page<AppView>> {
  return readPage(query, {
    position: AppName,
    read: (after = "", limit) => ports.listApps(org, after, limit),
    positionOf: ({ name }) => name,
    view: viewApp,
  });
}

/** Reads a page of an organization's profiles, by name. */
export function listProfiles(ports: Ports, org: string, query: PageQuery): Promise<Page<ProfileSummary>> {
  return readPage(query, {
    position: ProfileName,
    read: (after = "", limit) => ports.listProfiles(org, after, limit),
    positionOf: ({ name }) => name,
    view: (row) => ({
      ...row,
      createdAt: row.createdAt.toISOString(),
      updatedAt: row.updatedAt.toISOString(),
    }),
  });
}

/** Reads a page of an organization's providers, by name. */
export function listProviders(ports: Ports, org: string, query: PageQuery): Promise<Page<ProviderView>> {
  return readPage(query, {
    position: ProviderName,
    read: (after = "", limit) => ports.listProviders(org, after, limit),
    positionOf: ({ name }) => name,
    view: viewProvider,
  });
}
