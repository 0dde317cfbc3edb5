import type { EventOf } from "@stagepass/contracts";
import type { InstanceName } from "./target.ts";

/** An instance that was deployed, when, and with which access key. */
export interface DeployedTarget {
  readonly target: InstanceName;
  readonly at: Date;
  readonly by: string;
}

/** The events that tell of deploys. */
export type DeployEvent = EventOf<"resolver.v1.deployment.resolved" | "resolver.v1.deployment.reported">;

/**
 * Returns which instance a deploy was for, or undefined when the event does not prove that there is one: for a plan, for a
 * report of a failure, a removal, or a deploy that was blocked, and where the service, the region or the stage is unknown.
 */
export function deployedTargetOf({ type, data, time }: DeployEvent): DeployedTarget | undefined {
  const isDeploy =
    type === "resolver.v1.deployment.resolved"
      ? data.purpose === "deploy"
      : data.status === "success" && !data.archived && data.afterBlock !== true;
  const { org, app, service, stage, region } = data.target;
  // A variable of a client that it has not resolved yet.
  const isKnown = service !== undefined && region !== undefined && !stage.includes("${");
  if (!isDeploy || !isKnown) return undefined;
  return { target: { org, app, service, stage, region }, at: new Date(time), by: data.by };
}
