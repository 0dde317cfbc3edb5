import { didYouMean, Problem } from "@stagepass/contracts";
import { type FindAppPorts, getApp } from "../apps/get-app.ts";
import type { ServiceName, Target, TargetName } from "./target.ts";
import { titleOf } from "./target.ts";

/** Finds existing services and instances that may have been meant by a name. */
export interface NearTargets {
  /** Lists services of an app whose names are about as long as a wrong one. */
  listNearServices(name: ServiceName): Promise<string[]>;
}

/** What reading a service or an instance needs from outside. */
export interface FindTargetPorts extends FindAppPorts, NearTargets {
  findTarget(name: TargetName): Promise<Target | undefined>;
}

/** Returns a service or an instance, also a removed one. Throws `not-found` for it, its service or its app. */
export async function getTarget(ports: FindTargetPorts, name: TargetName): Promise<Target> {
  const found = await ports.findTarget(name);
  if (found !== undefined) return found;
  await getApp(ports, name.org, name.app);
  throw await noSuchTarget(ports, name);
}

/** Makes the problem `not-found` for a service or an instance of an app that exists. */
export async function noSuchTarget(names: NearTargets, name: TargetName): Promise<Problem> {
  const near = name.stage === undefined ? await names.listNearServices(name) : [];
  const hint = didYouMean(name.service, near);
  return new Problem("not-found", `There is no ${titleOf(name)}.${hint}`);
}
