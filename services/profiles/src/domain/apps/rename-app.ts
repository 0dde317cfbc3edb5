import { type AppDependents, appRenamed, type RenamedApp } from "@stagepass/contracts";
import { about } from "../common/about.ts";
import type { Announce, Change, InTransaction } from "../common/change.ts";
import { nameTaken, wasUsed } from "../common/name-taken.ts";
import { type NearNames, noSuchApp } from "../common/no-such.ts";
import type { App } from "./app.ts";
import type { KeyReference } from "./rename-stage.ts";

interface RenameAppChanges extends Pick<NearNames, "listNearApps"> {
  lockApp(org: string, app: string): Promise<App | undefined>;
  /** Locks an app's row, and creates it first when there is none. Returns undefined when it created the row. */
  claimApp(org: string, app: string): Promise<App | undefined>;
  /** Whether an app had this name, and was renamed or deleted since. */
  isFormerApp(org: string, app: string): Promise<boolean>;
  /** Lists the first keys that work and whose scope names an app. */
  listKeysOfApp(org: string, app: string): Promise<KeyReference[]>;
  countDependents(org: string, app: string): Promise<AppDependents>;
  /** Moves an app to a claimed name, with what belongs to it. */
  moveApp(org: string, from: string, to: string): Promise<void>;
  /** Writes the new name into the scopes of keys that name an app. */
  moveKeysOfApp(org: string, from: string, to: string): Promise<void>;
  announce: Announce;
}

/** What renaming an app needs from outside. */
export interface RenameAppPorts {
  transaction: InTransaction<RenameAppChanges>;
}

/**
 * Gives an app another name, which no app had before, with what belongs to it. Access keys that name the app follow it, so that they
 * never cover a new app under its old name. A key that names the new name already would gain the app by the rename, which
 * is a `conflict`. Throws `not-found`, and `conflict` for a name that is or was used.
 */
export async function renameApp(
  ports: RenameAppPorts,
  change: Change & { readonly app: string },
  name: string,
): Promise<RenamedApp> {
  const { org, app, by } = change;
  return ports.transaction(async (changes) => {
    const current = await changes.lockApp(org, app);
    if (current === undefined) throw await noSuchApp(changes, org, app);
    change.assertMatch(current.revision);
    const accessKeys = await changes.listKeysOfApp(org, app);
    const dependents = await changes.countDependents(org, app);
    const renamed = { name, previousName: app, dependents, accessKeys };
    if (name === app) return { ...renamed, revision: current.revision };
    await claimName(changes, org, name);
    await changes.moveApp(org, app, name);
    await changes.moveKeysOfApp(org, app, name);
    await changes.announce(appRenamed, about.app(org, app), { org, by, app, name });
    return { ...renamed, revision: current.revision + 1 };
  });
}

/** The problem names at most this many keys. */
const namedKeys = 10;

async function claimName(changes: RenameAppChanges, org: string, name: string): Promise<void> {
  const what = `app ${name}`;
  if ((await changes.claimApp(org, name)) !== undefined) throw nameTaken(what, `it exists already in ${org}`);
  if (await changes.isFormerApp(org, name)) throw nameTaken(what, wasUsed);
  const gaining = await changes.listKeysOfApp(org, name);
  if (gaining.length === 0) return;
  const named = gaining.slice(0, namedKeys).map((key) => `${key.name} (${key.id})`);
  throw nameTaken(what, `access keys name it already and would cover the renamed app: ${named.join(", ")}`);
}
