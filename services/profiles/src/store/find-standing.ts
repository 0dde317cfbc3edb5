import { LRUCache } from "lru-cache";
import type { Standing } from "../domain/planning/standing.ts";
import type { Asked, Depth } from "./find-standings.ts";

type Find = (asked: Asked) => Promise<Standing>;

/** The apps that are remembered not to resolve by profiles. */
const maxApps = 100_000;

/**
 * Makes a function that finds the key and what applies to the target, by the statement that costs least. All of an answer
 * is of one moment: what one statement found is never added to what another did.
 */
export function createFindStanding(finds: Readonly<Record<Depth, Find>>): Find {
  // It only says where to look first: an app whose mode was changed since is found out by what is read.
  const byTargets = new LRUCache<string, true>({ max: maxApps });
  return async (asked) => {
    const name = JSON.stringify([asked.org, asked.app]);
    if (!byTargets.has(name)) {
      const standing = await finds.demands(asked);
      if (standing.app === undefined || standing.app.mode === "profiles") return standing;
      byTargets.set(name, true);
    }
    const standing = await finds.targets(asked);
    if (standing.app?.mode === "profiles") byTargets.delete(name);
    return mayBegin(asked, standing) ? finds.everything(asked) : standing;
  };
}

/** Whether the target names something that is not there, in an app that can have a blueprint for it. */
function mayBegin({ service, region }: Asked, { app }: Standing): boolean {
  if (app === undefined || app.mode === "profiles" || service === undefined) return false;
  return app.service === undefined || (region !== undefined && app.instance === undefined);
}
