import { type AppWithStages, assertCovered, type Principal } from "@stagepass/contracts";
import { viewApp } from "./app.ts";
import { type FindAppPorts, getApp } from "./get-app.ts";
import { type WithStagesPorts, withItsStages } from "./with-stages.ts";

/**
 * Returns an app with those of its stages that the caller's key covers. Throws `forbidden` for an app that the key does
 * not cover, whether or not it exists, and `not-found` with the nearest names.
 */
export async function getAppFor(
  ports: FindAppPorts & WithStagesPorts,
  caller: Principal,
  { org, app }: { readonly org: string; readonly app: string },
): Promise<AppWithStages> {
  assertCovered(caller, { app });
  return withItsStages(ports, caller, org, viewApp(await getApp(ports, org, app)));
}
