import { type AppDependents, appDeleted } from "@stagepass/contracts";
import { about } from "../common/about.ts";
import type { Announce, Change, InTransaction } from "../common/change.ts";
import { type NearNames, noSuchApp } from "../common/no-such.ts";
import type { App } from "./app.ts";

interface DeleteAppChanges extends Pick<NearNames, "listNearApps"> {
  lockApp(org: string, app: string): Promise<App | undefined>;
  countDependents(org: string, app: string): Promise<AppDependents>;
  /** Deletes an app with its stages, services and instances, and all that is set on them. */
  deleteApp(org: string, app: string): Promise<void>;
  announce: Announce;
}

/** What deleting an app needs from outside. */
export interface DeleteAppPorts {
  transaction: InTransaction<DeleteAppChanges>;
}

/** Deletes an app with its stages, services and instances, whose parameter values are destroyed. Throws `not-found` with the nearest names. */
export async function deleteApp(
  ports: DeleteAppPorts,
  change: Change & { readonly app: string },
): Promise<void> {
  const { org, app, by } = change;
  await ports.transaction(async (changes) => {
    const current = await changes.lockApp(org, app);
    if (current === undefined) throw await noSuchApp(changes, org, app);
    change.assertMatch(current.revision);
    const dependents = await changes.countDependents(org, app);
    await changes.deleteApp(org, app);
    await changes.announce(appDeleted, about.app(org, app), { org, app, by, dependents });
  });
}
