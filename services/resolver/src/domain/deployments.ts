import { type DeploymentView, invalidInput, type Page, type PageQuery, Problem } from "@stagepass/contracts";

/** What reading the records needs of the world. */
export interface RecordPorts {
  listDeployments(
    org: string,
    before: bigint | null,
    limit: number,
  ): Promise<{ position: string; view: DeploymentView }[]>;
  findDeployment(org: string, id: string): Promise<DeploymentView | undefined>;
}

/** A page of an organization's deployments, newest first. */
export async function listDeployments(
  ports: RecordPorts,
  org: string,
  { limit, cursor }: PageQuery,
): Promise<Page<DeploymentView>> {
  const before = cursor === undefined ? null : readCursor(cursor);
  const rows = await ports.listDeployments(org, before, limit + 1);
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return {
    items: items.map(({ view }) => view),
    nextCursor: rows.length > limit && last !== undefined ? last.position : null,
  };
}

/** The record of one resolve call. Throws `not-found`. */
export async function getDeployment(ports: RecordPorts, org: string, id: string): Promise<DeploymentView> {
  const deployment = await ports.findDeployment(org, id);
  if (deployment === undefined) throw new Problem("not-found", `There is no deployment ${id} in ${org}.`);
  return deployment;
}

function readCursor(cursor: string): bigint {
  if (/^\d{1,18}$/.test(cursor)) return BigInt(cursor);
  throw invalidInput([{ path: "$.query.cursor", message: "is not a cursor that a page gave as nextCursor" }]);
}
