import { type NearNames, noSuchApp } from "../common/no-such.ts";
import type { App } from "./app.ts";

/** What reading an app needs from outside. */
export interface FindAppPorts extends Pick<NearNames, "listNearApps"> {
  findApp(org: string, app: string): Promise<App | undefined>;
}

/** Returns an app. Throws `not-found` with the nearest names. */
export async function getApp(ports: FindAppPorts, org: string, app: string): Promise<App> {
  const found = await ports.findApp(org, app);
  if (found === undefined) throw await noSuchApp(ports, org, app);
  return found;
}
