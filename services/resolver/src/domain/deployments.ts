import { DeploymentId, type DeploymentView, Problem } from "@stagepass/contracts";
import { z } from "zod";

/**
 * Where a record stands in its organization's list: when it was requested, in whole microseconds since 1970, and its
 * id. Nothing of it counts the records of others, so that a cursor does not tell how much everybody deploys.
 */
export const DeploymentPlace = z.tuple([z.string().regex(/^\d{1,16}$/), DeploymentId]);
export type DeploymentPlace = z.infer<typeof DeploymentPlace>;

/** A record as a list holds it. */
export interface ListedDeployment {
  readonly requestedAtMicros: string;
  readonly view: DeploymentView;
}

/** What reading the records needs of the world. */
export interface RecordPorts {
  /** An organization's deployments that were requested before the one at a place, newest first. */
  listDeployments(
    org: string,
    after: DeploymentPlace | undefined,
    limit: number,
  ): Promise<ListedDeployment[]>;
  findDeployment(org: string, id: string): Promise<DeploymentView | undefined>;
}

/** An organization's deployments as a list to page through, newest first. */
export function deploymentsOf(ports: Pick<RecordPorts, "listDeployments">, org: string) {
  return {
    place: DeploymentPlace,
    read: (after: DeploymentPlace | undefined, limit: number) => ports.listDeployments(org, after, limit),
    placeOf: ({ requestedAtMicros, view }: ListedDeployment): DeploymentPlace => [requestedAtMicros, view.id],
    view: ({ view }: ListedDeployment) => view,
  };
}

/** The record of one resolve call. Throws `not-found`. */
export async function getDeployment(ports: RecordPorts, org: string, id: string): Promise<DeploymentView> {
  const deployment = await ports.findDeployment(org, id);
  if (deployment === undefined) throw new Problem("not-found", `There is no deployment ${id} in ${org}.`);
  return deployment;
}
