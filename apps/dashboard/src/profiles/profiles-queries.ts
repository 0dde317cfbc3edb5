import { listProfiles } from "@stagepass/contracts";
import { ask } from "../api/ask.ts";
import { pagesQuery } from "../api/pages.ts";

/** The profiles, or those whose name contains a text, page by page. */
export const profilesQuery = (org: string, search = "") =>
  pagesQuery([org, "profiles", "list", search], (cursor, signal) =>
    ask(listProfiles, {
      params: { org },
      query: { limit: 200, cursor, search: search === "" ? undefined : search },
      signal,
    }),
  );
