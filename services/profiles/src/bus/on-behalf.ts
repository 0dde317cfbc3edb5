import * as contracts from "@stagepass/contracts";
import { coversApp, type Principal, Problem } from "@stagepass/contracts";
import { answerOnBehalf, type Bus } from "@stagepass/runtime";
import { authenticate } from "../domain/access-keys/authenticate.ts";
import { createAccessKey } from "../domain/access-keys/create-access-key.ts";
import { viewApp } from "../domain/apps/app.ts";
import { getApp } from "../domain/apps/get-app.ts";
import { saveAppWithStages } from "../domain/apps/save-app-with-stages.ts";
import { alreadyExists } from "../domain/common/already-exists.ts";
import { getOrg } from "../domain/orgs/get-org.ts";
import { putProfile } from "../domain/profiles/save-profile.ts";
import { readApps, readProfiles } from "../pages.ts";
import type { Ports } from "../ports.ts";
import { withItsStages, withStages } from "./with-stages.ts";

/**
 * Registers the handlers of requests that another service sends on behalf of its callers. Each is answered with the
 * rights that the caller's own key has here.
 */
export function registerOnBehalf(bus: Bus, ports: Ports): void {
  const handleFor = answerOnBehalf(bus, (digest) => authenticate(ports, digest));
  handleFor(contracts.getOrgFor, (_caller, { org }) => getOrg(ports, org));
  handleFor(contracts.getAppFor, async (caller, { org, app }) => {
    assertCovered(caller, app);
    return withItsStages(ports, caller, org, viewApp(await getApp(ports, org, app)));
  });
  handleFor(contracts.listAppsFor, async (caller, { org, page }) => {
    const { items, nextCursor } = await readApps(ports, org, page);
    const covered = items.filter(({ name }) => coversApp(caller, name));
    return { items: await withStages(ports, caller, org, covered), nextCursor };
  });
  handleFor(contracts.saveAppFor, async (caller, { org, app, ...given }) => {
    const saved = await saveAppWithStages(ports, { org, app, by: caller.keyId }, given);
    return { app: await withItsStages(ports, caller, org, viewApp(saved.app)), created: saved.created };
  });
  handleFor(contracts.listProfilesFor, (_caller, { org, page }) => readProfiles(ports, org, page));
  handleFor(contracts.createProfileFor, async (caller, { org, profile, content }) => {
    const change = { org, profile, by: caller.keyId, assertMatch: assertAbsent(`profile ${profile}`) };
    return (await putProfile(ports, change, content)).profile;
  });
  handleFor(contracts.createAccessKeyFor, (caller, { org, accessKey }) =>
    createAccessKey(ports, { org, by: caller.keyId }, accessKey),
  );
}

function assertCovered(caller: Principal, app: string): void {
  if (coversApp(caller, app)) return;
  throw new Problem("forbidden", `This key does not cover the app ${app}. Ask an admin for a wider key.`);
}

/** Makes the condition that nothing has this name yet. It throws `conflict` otherwise. */
function assertAbsent(what: string) {
  return (current: number | undefined) => {
    if (current !== undefined) throw alreadyExists(what);
  };
}
