import * as contracts from "@stagepass/contracts";
import { about } from "../common/about.ts";
import { blueprintOf, isBlueprint } from "../common/blueprint.ts";
import type { Announce } from "../common/change.ts";
import type { TargetName } from "./target.ts";
import type { TargetChanges } from "./target-changes.ts";

const ofServices = {
  created: contracts.serviceCreated,
  updated: contracts.serviceUpdated,
  removed: contracts.serviceRemoved,
  restored: contracts.serviceRestored,
};
const ofInstances = {
  created: contracts.instanceCreated,
  updated: contracts.instanceUpdated,
  removed: contracts.instanceRemoved,
  restored: contracts.instanceRestored,
};

/** What happened to a service, an instance or a blueprint. */
interface Happened {
  readonly what: keyof typeof ofServices;
  readonly by: string;
  readonly revision: number;
  readonly changed: TargetChanges;
  readonly copiedFrom?: contracts.CopiedFrom | undefined;
}

/** Announces what happened to a service, an instance or a blueprint whose row is locked. A blueprint is never removed. */
export async function announceTarget(
  { announce }: { readonly announce: Announce },
  name: TargetName,
  { what, ...facts }: Happened,
): Promise<void> {
  const { org, app, service, stage, region } = name;
  if (isBlueprint(name)) {
    const event = what === "created" ? contracts.blueprintCreated : contracts.blueprintUpdated;
    await announce(event, about.blueprint(blueprintOf(name)), { ...blueprintOf(name), ...facts });
    return;
  }
  const ofService = { org, app, service, ...facts };
  if (stage === undefined || region === undefined) {
    await announce(ofServices[what], about.service(name), ofService);
  } else {
    await announce(ofInstances[what], about.instance({ ...name, stage, region }), {
      ...ofService,
      stage,
      region,
    });
  }
}
