import {
  AppField,
  AppInput,
  type AppPatch,
  appCreated,
  appDefaultChanged,
  appUpdated,
} from "@stagepass/contracts";
import { about } from "../common/about.ts";
import { assertProfilesExist, type ProfileLocks } from "../common/assert-profiles-exist.ts";
import type { Announce, Change, InTransaction } from "../common/change.ts";
import { type NearNames, noSuchApp } from "../common/no-such.ts";
import { sameJson } from "../common/same-json.ts";
import type { App } from "./app.ts";

/** What saving an app needs of a transaction. */
export interface AppChanges extends ProfileLocks, Pick<NearNames, "listNearApps"> {
  /** Locks an app's row, and creates it first when there is none. Returns undefined when it created the row. */
  claimApp(org: string, app: string): Promise<App | undefined>;
  lockApp(org: string, app: string): Promise<App | undefined>;
  writeApp(org: string, app: Pick<App, "name" | "revision" | AppField>): Promise<App>;
  announce: Announce;
}

/** What saving an app needs from outside. */
export interface AppPorts {
  transaction: InTransaction<AppChanges>;
}

/** An app as it is now, and whether it is new. */
export interface SavedApp {
  readonly app: App;
  readonly created: boolean;
}

/**
 * Creates an app, or changes the given fields of an existing one. A save without a change makes no revision. Throws
 * `invalid` for an unknown profile.
 */
export async function putApp(
  ports: AppPorts,
  change: Change & { readonly app: string },
  given: AppPatch,
): Promise<SavedApp> {
  return ports.transaction(async (changes) => {
    const current = await changes.claimApp(change.org, change.app);
    return saveSettings(changes, change, current, given);
  });
}

/** Changes the given fields of an app. Throws `not-found`, and `invalid` for an unknown profile. */
export async function patchApp(
  ports: AppPorts,
  change: Change & { readonly app: string },
  given: AppPatch,
): Promise<SavedApp> {
  return ports.transaction(async (changes) => {
    const current = await changes.lockApp(change.org, change.app);
    if (current === undefined) throw await noSuchApp(changes, change.org, change.app);
    return saveSettings(changes, change, current, given);
  });
}

/**
 * Writes the given fields of an app whose row is locked, and announces what changed. Throws `invalid` for an unknown
 * profile.
 */
export async function saveSettings(
  changes: AppChanges,
  change: Change & { readonly app: string },
  current: App | undefined,
  given: AppPatch,
): Promise<SavedApp> {
  const { org, app: name, by } = change;
  const settings = mergeSettings(current ?? AppInput.parse({}), given);
  const { defaultProfile } = settings;
  change.assertMatch(current?.revision);
  const differing = AppField.options.filter((field) => !sameJson(current?.[field], settings[field]));
  if (current !== undefined && differing.length === 0) return { app: current, created: false };
  const points = differing.includes("defaultProfile");
  if (points && defaultProfile !== null) {
    await assertProfilesExist(changes, org, [{ profile: defaultProfile, path: "$.defaultProfile" }]);
  }
  const revision = (current?.revision ?? 0) + 1;
  const app = await changes.writeApp(org, { name, ...settings, revision });
  const event = { org, by, app: name };
  if (current === undefined) {
    await changes.announce(appCreated, about.app(org, name), { ...event, defaultProfile });
    return { app, created: true };
  }
  const fields = differing.filter((field) => field !== "defaultProfile");
  if (fields.length > 0)
    await changes.announce(appUpdated, about.app(org, name), { ...event, changed: { fields } });
  if (points) {
    const moved = { ...event, previous: current.defaultProfile, defaultProfile };
    await changes.announce(appDefaultChanged, about.app(org, name), moved);
  }
  return { app, created: false };
}

type Settings = Pick<App, AppField>;

function mergeSettings(current: Settings, given: AppPatch): Settings {
  const {
    description = current.description,
    defaultProfile = current.defaultProfile,
    mode = current.mode,
    inheritsStages = current.inheritsStages,
    unprofiled = current.unprofiled,
  } = given;
  return { description, defaultProfile, mode, inheritsStages, unprofiled };
}
