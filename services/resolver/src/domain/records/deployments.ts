import {
  type DeploymentFilter,
  DeploymentId,
  type DeploymentSummary,
  type DeploymentView,
  Problem,
} from "@stagepass/contracts";
import { z } from "zod";

/**
 * Where a record stands in its organization's list: when it was requested, in whole microseconds since 1970, and its
 * id. Nothing of it counts the records of others, so that a cursor does not tell how much everybody deploys.
 */
export const DeploymentPosition = z.tuple([z.string().regex(/^\d{1,16}$/), DeploymentId]);
export type DeploymentPosition = z.infer<typeof DeploymentPosition>;

/** A record as a list holds it. */
export interface ListedDeployment {
  readonly requestedAtMicros: string;
  readonly view: DeploymentSummary;
}

/** What reading the records needs of the world. */
export interface RecordPorts {
  /** An organization's deployments that a filter lets pass and that come after a position, newest first. */
  listDeployments(
    org: string,
    filter: DeploymentFilter,
    after: DeploymentPosition | undefined,
    limit: number,
  ): Promise<ListedDeployment[]>;
  findDeployment(org: string, id: string): Promise<DeploymentView | undefined>;
}

/** An organization's deployments as a list to page through, newest first. */
export function deploymentsOf(
  ports: Pick<RecordPorts, "listDeployments">,
  org: string,
  filter: DeploymentFilter,
) {
  return {
    position: DeploymentPosition,
    read: (after: DeploymentPosition | undefined, limit: number) =>
      ports.listDeployments(org, filter, after, limit),
    positionOf: ({ requestedAtMicros, view }: ListedDeployment): DeploymentPosition => [
      requestedAtMicros,
      view.id,
    ],
    view: ({ view }: ListedDeployment) => view,
  };
}

/** One deployment on record. Throws `not-found`. */
export async function getDeployment(ports: RecordPorts, org: string, id: string): Promise<DeploymentView> {
  const deployment = await ports.findDeployment(org, id);
  if (deployment === undefined) throw new Problem("not-found", `There is no deployment ${id} in ${org}.`);
  return deployment;
}
