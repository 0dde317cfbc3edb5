import type { AppPatch, AppWithStages, Principal } from "@stagepass/contracts";
import { alreadyExists } from "../common/already-exists.ts";
import type { InTransaction } from "../common/change.ts";
import { noSuchApp } from "../common/no-such.ts";
import { type App, viewApp } from "./app.ts";
import { type AppChanges, saveSettings } from "./save-app.ts";
import { type StageChanges, saveMapping } from "./save-stage.ts";
import { type WithStagesPorts, withItsStages } from "./with-stages.ts";

/** The fields and stages of an app that are saved in one go. */
export interface GivenApp extends AppPatch {
  readonly org: string;
  readonly app: string;
  /** The stages to map; the others stay as they are. */
  readonly stages?: readonly { readonly stage: string; readonly profile: string }[] | undefined;
  /** Whether it may only be created, or only be changed. */
  readonly only?: "create" | "change" | undefined;
}

/** What saving an app with its stages needs from outside. */
export interface SaveAppForPorts extends WithStagesPorts {
  transaction: InTransaction<AppChanges & StageChanges>;
}

/**
 * Saves an app and maps stages of it: everything that is given, or nothing. Returns the app with those of its stages
 * that the caller's key covers, and whether it is new. Throws `invalid` for an unknown profile.
 * Where `only` says that the app may only be created, an existing app is a `conflict`; where it may only be changed, a
 * missing one is `not-found`.
 */
export async function saveAppFor(
  ports: SaveAppForPorts,
  caller: Principal,
  { org, app, stages = [], only, ...settings }: GivenApp,
): Promise<{ app: AppWithStages; created: boolean }> {
  const change = { org, app, by: caller.keyId, assertMatch: () => {} };
  const saved = await ports.transaction(async (changes) => {
    const current = await lock(changes, change, only);
    const saved = await saveSettings(changes, change, current, settings);
    for (const [index, { stage, profile }] of stages.entries()) {
      const mapped = await changes.findStage(org, app, stage);
      const path = `$.stages[${index}].profile`;
      await saveMapping(changes, { ...change, stage }, mapped, { profile, path });
    }
    return saved;
  });
  return { app: await withItsStages(ports, caller, org, viewApp(saved.app)), created: saved.created };
}

async function lock(
  changes: AppChanges & StageChanges,
  { org, app }: { readonly org: string; readonly app: string },
  only: GivenApp["only"],
): Promise<App | undefined> {
  const current = only === "change" ? await changes.lockApp(org, app) : await changes.claimApp(org, app);
  if (only === "change" && current === undefined) throw await noSuchApp(changes, org, app);
  if (only === "create" && current !== undefined) throw alreadyExists(`app ${app}`, ` in ${org}`);
  return current;
}
