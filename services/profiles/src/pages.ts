import {
  AppName,
  type AppView,
  type KeyScope,
  type ListedProfile,
  type Page,
  type PageQuery,
  ProfileName,
  ProviderName,
  type ProviderView,
  type SearchQuery,
} from "@stagepass/contracts";
import { readPage } from "@stagepass/runtime";
import { viewApp } from "./domain/apps/app.ts";
import { viewProvider } from "./domain/providers/provider.ts";
import type { Ports } from "./ports.ts";

/** A page that is asked for, the text that names have to contain, and the names and wildcards that they have to be among. */
type Searched = PageQuery & Partial<Pick<SearchQuery, "search">> & { readonly within?: KeyScope["apps"] };

/** Reads a page of an organization's apps, by name. */
export function listApps(ports: Ports, org: string, query: Searched): Promise<Page<AppView>> {
  return readPage(query, {
    position: AppName,
    read: (after = "", limit) =>
      ports.listApps({ org, after, search: query.search, within: query.within }, limit),
    positionOf: ({ name }) => name,
    view: viewApp,
  });
}

/** Reads a page of an organization's profiles, by name. */
export function listProfiles(ports: Ports, org: string, query: Searched): Promise<Page<ListedProfile>> {
  return readPage(query, {
    position: ProfileName,
    read: (after = "", limit) =>
      ports.listProfiles({ org, after, search: query.search, within: query.within }, limit),
    positionOf: ({ name }) => name,
    view: (row) => ({
      ...row,
      createdAt: row.createdAt.toISOString(),
      updatedAt: row.updatedAt.toISOString(),
    }),
  });
}

/** Reads a page of an organization's providers, by name. */
export function listProviders(ports: Ports, org: string, query: Searched): Promise<Page<ProviderView>> {
  return readPage(query, {
    position: ProviderName,
    read: (after = "", limit) => ports.listProviders({ org, after, search: query.search }, limit),
    positionOf: ({ name }) => name,
    view: viewProvider,
  });
}
