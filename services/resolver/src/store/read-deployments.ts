import { DeploymentSummary, DeploymentView, Report, ReportDetails } from "@stagepass/contracts";
import type { Queryable } from "@stagepass/runtime";
import { z } from "zod";
import { deploymentView } from "./deployment-view.ts";

/** A deployment with the parts of its report, if it has one, in columns of their own. */
const FoundRow = z.object({
  view: DeploymentSummary,
  details: ReportDetails.omit({ outputs: true, withheldOutputs: true }).nullable(),
  outputs: Report.shape.outputs.nullable(),
  withheldOutputs: Report.shape.withheldOutputs.nullable(),
  serverSafeguards: Report.shape.serverSafeguards.nullable(),
});

/** Finds a deployment of an organization, with its whole report. */
export async function findDeployment(
  database: Queryable,
  org: string,
  id: string,
): Promise<DeploymentView | undefined> {
  const [row] = await database.query(
    FoundRow,
    `select ${deploymentView}, r.details, r.outputs, r.withheld_outputs as "withheldOutputs",
            r.server_safeguards as "serverSafeguards"
       from deployments d left join reports r on r.deployment_id = d.id
      where d.org = $1 and d.id = $2
      limit 1`,
    [org, id],
  );
  if (row === undefined) return undefined;
  const { view: found, details, outputs, withheldOutputs, serverSafeguards } = row;
  const report = found.report && { ...found.report, ...details, outputs, withheldOutputs, serverSafeguards };
  return DeploymentView.parse({ ...found, report });
}
