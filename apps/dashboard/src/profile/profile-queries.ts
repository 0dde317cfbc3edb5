import {
  type AccessRole,
  getProfile,
  getVersionChanges,
  listProfileUses,
  listVersions,
  showAccessRole,
} from "@stagepass/contracts";
import { queryOptions } from "@tanstack/react-query";
import { ask } from "../api/ask.ts";
import { pagesQuery } from "../api/pages.ts";

/** The newest version of a profile. */
export const profileQuery = (org: string, profile: string) =>
  queryOptions({
    queryKey: [org, "profiles", "one", profile],
    queryFn: ({ signal }) => ask(getProfile, { params: { org, profile }, signal }),
  });

/** The versions of a profile, newest first. */
export const versionsQuery = (org: string, profile: string) =>
  pagesQuery([org, "profiles", "one", profile, "versions"], (cursor, signal) =>
    ask(listVersions, { params: { org, profile }, query: { limit: 50, cursor }, signal }),
  );

/** Two versions of a profile: without the second, the one before the first. */
interface Compared {
  readonly org: string;
  readonly profile: string;
  readonly version: number;
  readonly from?: number;
}

/** What differs between two versions of a profile. Versions never change. */
export const versionChangesQuery = ({ org, profile, version, from }: Compared) =>
  queryOptions({
    queryKey: [org, "profiles", "one", profile, "changes", version, from ?? "before"],
    queryFn: ({ signal }) =>
      ask(getVersionChanges, { params: { org, profile, version }, query: { from }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** The stages, applications and lines of the stage map that use a profile, page by page. */
export const usesQuery = (org: string, profile: string) =>
  pagesQuery([org, "profiles", "one", profile, "uses"], (cursor, signal) =>
    ask(listProfileUses, { params: { org, profile }, query: { limit: 100, cursor }, signal }),
  );

/** What an AWS account needs so that Stagepass can assume a role in it, also before the role is saved. */
export const accessRoleGuideQuery = (org: string, profile: string, role: AccessRole | null) =>
  queryOptions({
    queryKey: [org, "profiles", "one", profile, "access-role", role],
    queryFn: ({ signal }) => ask(showAccessRole, { params: { org, profile }, query: role ?? {}, signal }),
  });
