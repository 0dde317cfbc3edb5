import {
  type DeploymentFilter,
  DeploymentId,
  type DeploymentSummary,
  type DeploymentView,
  type LastDeployments,
  type Principal,
  Problem,
} from "@stagepass/contracts";
import { z } from "zod";
import { maySee, type Sight } from "./sight.ts";

/**
 * The position of a record in the list of its organization: when it was requested, in whole microseconds since 1970, and
 * its id. It contains no number of rows, which would tell how much other organizations deploy.
 */
export const DeploymentPosition = z.tuple([z.string().regex(/^\d{1,16}$/), DeploymentId]);
export type DeploymentPosition = z.infer<typeof DeploymentPosition>;

/** A record in a list, with what its cursor is made of. */
export interface ListedDeployment {
  readonly requestedAtMicros: string;
  readonly view: DeploymentSummary;
}

/** Which deployments are listed: those that match the filter, of those that the caller sees. */
export interface SeenDeployments extends DeploymentFilter {
  readonly sight?: Sight;
}

/** The ports that reading the records needs. */
export interface RecordPorts {
  /** Lists the deployments of an organization that match a filter and follow a cursor, newest first. */
  listDeployments(
    org: string,
    filter: SeenDeployments,
    after: DeploymentPosition | undefined,
    limit: number,
  ): Promise<ListedDeployment[]>;
  /** Lists the newest deployment of each service and instance of an app. */
  listLastDeployments(app: { readonly org: string; readonly app: string }): Promise<LastDeployments>;
  findDeployment(org: string, id: string): Promise<DeploymentView | undefined>;
}

/** The deployments of an organization as a list with pages, newest first. */
export function deploymentsOf(
  ports: Pick<RecordPorts, "listDeployments">,
  org: string,
  filter: SeenDeployments,
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

/** Returns the record of one deployment. Throws `not-found`, also for one that the caller may not see. */
export async function getDeployment(
  ports: Pick<RecordPorts, "findDeployment">,
  caller: Principal,
  { org, deploymentId: id }: { readonly org: string; readonly deploymentId: string },
): Promise<DeploymentView> {
  const deployment = await ports.findDeployment(org, id);
  if (deployment === undefined || !maySee(caller, deployment))
    throw new Problem("not-found", `There is no deployment ${id} in ${org}.`);
  return deployment;
}
