import { getProfile, listVersions, showAccessRole } from "@stagepass/contracts";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { ask } from "../api/ask.ts";

/** The newest version of a profile. */
export const profileQuery = (org: string, profile: string) =>
  queryOptions({
    queryKey: [org, "profiles", profile],
    queryFn: ({ signal }) => ask(getProfile, { params: { org, profile }, signal }),
  });

/** The versions of a profile, newest first. */
export const versionsQuery = (org: string, profile: string) =>
  infiniteQueryOptions({
    queryKey: [org, "profiles", profile, "versions"],
    queryFn: ({ pageParam, signal }) =>
      ask(listVersions, { params: { org, profile }, query: { limit: 50, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    select: ({ pages }) => pages.flatMap(({ items }) => items),
  });

/** What an AWS account needs so that Stagepass can assume a role in it. */
export const accessRoleGuideQuery = (org: string, profile: string) =>
  queryOptions({
    queryKey: [org, "profiles", profile, "access-role"],
    queryFn: ({ signal }) => ask(showAccessRole, { params: { org, profile }, signal }),
  });
