import { getOrg, listProviders, listProviderUses, showProviderRole } from "@stagepass/contracts";
import { queryOptions } from "@tanstack/react-query";
import { ask } from "../api/ask.ts";
import { pagesQuery } from "../api/pages.ts";

/** The organization with its settings. */
export const orgQuery = (org: string) =>
  queryOptions({
    queryKey: [org, "organization"],
    queryFn: ({ signal }) => ask(getOrg, { params: { org }, signal }),
  });

/** The providers, page by page. */
export const providersQuery = (org: string) =>
  pagesQuery([org, "providers", "list"], (cursor, signal) =>
    ask(listProviders, { params: { org }, query: { limit: 200, cursor }, signal }),
  );

/** What is linked to a provider, page by page. */
export const providerUsesQuery = (org: string, provider: string) =>
  pagesQuery([org, "providers", provider, "uses"], (cursor, signal) =>
    ask(listProviderUses, { params: { org, provider }, query: { limit: 100, cursor }, signal }),
  );

/** How to make the roles of a provider trust Stagepass. */
export const providerRoleQuery = (org: string, provider: string) =>
  queryOptions({
    queryKey: [org, "providers", provider, "access-role"],
    queryFn: ({ signal }) => ask(showProviderRole, { params: { org, provider }, query: {}, signal }),
  });
