import {
  coversApp,
  createAccessKeyFor,
  createProfileFor,
  getAppFor,
  getOrgFor,
  type Input,
  listAppsFor,
  listProfilesFor,
  type Principal,
  Problem,
  type RequestForContract,
  saveAppFor,
} from "@stagepass/contracts";
import { admit, type Bus } from "@stagepass/runtime";
import type { z } from "zod";
import { viewApp } from "../domain/app.ts";
import { createAccessKey } from "../domain/create-access-key.ts";
import { getApp } from "../domain/get-app.ts";
import { getOrg } from "../domain/get-org.ts";
import { putApp } from "../domain/save-app.ts";
import { putProfile } from "../domain/save-profile.ts";
import { readApps, readProfiles } from "../pages.ts";
import type { Ports } from "../ports.ts";

/** Answers what is asked on behalf of callers of another service, each with the rights that the caller has here. */
export function registerOnBehalf(bus: Bus, ports: Ports): void {
  handleFor(bus, getOrgFor, ({ org }) => getOrg(ports, org));
  handleFor(bus, getAppFor, async ({ caller, org, app }) => {
    demandCovered(caller, app);
    return viewApp(await getApp(ports, org, app));
  });
  handleFor(bus, listAppsFor, async ({ caller, org, page }) => {
    const { items, nextCursor } = await readApps(ports, org, page);
    return { items: items.filter(({ name }) => isCovered(caller, name)), nextCursor };
  });
  handleFor(bus, saveAppFor, async ({ caller, org, app: name, ...given }) => {
    const change = { org, app: name, by: caller.keyId, demandMatch: () => {} };
    const { app, created } = await putApp(ports, change, given);
    return { app: viewApp(app), created };
  });
  handleFor(bus, listProfilesFor, ({ org, page }) => readProfiles(ports, org, page));
  handleFor(bus, createProfileFor, async ({ caller, org, profile, content }) => {
    const change = { org, profile, by: caller.keyId, demandMatch: demandNone(`profile ${profile}`) };
    return (await putProfile(ports, change, content)).profile;
  });
  handleFor(bus, createAccessKeyFor, ({ caller, org, accessKey }) =>
    createAccessKey(ports, { org, by: caller.keyId }, accessKey),
  );
}

/** Answers a request only for callers whose role permits it, and about their own organization. */
function handleFor<C extends RequestForContract>(
  bus: Bus,
  contract: C,
  handler: (input: Input<C>) => Promise<z.input<C["output"]>>,
): void {
  bus.handle(contract, (input) => {
    admit(contract, input.caller, input.org);
    return handler(input);
  });
}

function demandCovered(caller: Principal, app: string): void {
  if (isCovered(caller, app)) return;
  throw new Problem("forbidden", `This key does not cover the app ${app}. Ask an admin for a wider key.`);
}

function isCovered(caller: Principal, app: string): boolean {
  return caller.role === "operator" || coversApp(caller.scope, app);
}

/** The condition that nothing of this name is there yet. */
function demandNone(what: string) {
  return (current: number | undefined) => {
    if (current === undefined) return;
    throw new Problem("conflict", `The ${what} exists already. Choose another name, or change that one.`);
  };
}
