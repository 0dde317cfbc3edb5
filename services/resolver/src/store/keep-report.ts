import { type DeployTarget, deploymentReported, type ReportSummary } from "@stagepass/contracts";
import type { Database, Transaction } from "@stagepass/runtime";
import type { NewReport, ScrubbedRecord } from "../domain/records/ports.ts";
import { storableJson } from "./storable-json.ts";

/**
 * Commits a report with its announcement, and with a deployment of its own when it belongs to no resolution. False when
 * another report has the same resolution or the same id of the client; then nothing is stored.
 */
export async function keepReport(database: Database, report: NewReport): Promise<boolean> {
  return database.transaction(async (transaction) => {
    if (!(await insertReport(transaction, report))) return false;
    if (!report.isPreceded) await insertDeployment(transaction, report);
    const { target, deploymentId, reportedBy, isPreceded, isAfterBlock, blockedDeploymentId, record } =
      report;
    await transaction.announce(deploymentReported, `${target.org}/deployments/${deploymentId}`, {
      org: target.org,
      by: reportedBy,
      deploymentId,
      target,
      status: record.status,
      archived: record.archived,
      resolved: isPreceded,
      afterBlock: isAfterBlock,
      blockedDeploymentId,
      outputKeys: [record.outputs, record.withheldOutputs].flatMap((named) =>
        Object.keys(JSON.parse(storableJson(named))),
      ),
    });
    return true;
  });
}

/** The fields that a report's row holds: every field of the contracts, so that none can be forgotten. */
type Stored =
  | Exclude<keyof NewReport, "target" | "record" | "isPreceded">
  | keyof DeployTarget
  | keyof ScrubbedRecord
  | Exclude<keyof ReportSummary, "target" | "afterBlock" | "reportedAt">;

async function insertReport(transaction: Transaction, report: NewReport): Promise<boolean> {
  const { target, record } = report;
  // In the order of the columns.
  const stored = {
    deploymentId: report.deploymentId,
    org: target.org,
    app: target.app,
    stage: target.stage,
    service: target.service,
    region: target.region,
    deploymentUid: record.deploymentUid,
    status: record.status,
    archived: record.archived,
    versions: storableJson(record.versions),
    functionCount: Object.keys(record.details.functions).length,
    outputs: storableJson(record.outputs),
    withheldOutputs: storableJson(record.withheldOutputs),
    details: storableJson(record.details),
    serverSafeguards: storableJson(report.serverSafeguards),
    digest: report.digest,
    scrubbedWith: storableJson(report.scrubbedWith),
    reportedBy: report.reportedBy,
    isAfterBlock: report.isAfterBlock,
    blockedDeploymentId: report.blockedDeploymentId,
  } satisfies Record<Stored, unknown>;
  const rowCount = await transaction.execute(
    `insert into reports (deployment_id, org, app, stage, service, region, deployment_uid, status, archived,
       versions, function_count, outputs, withheld_outputs, details, server_safeguards,
       digest, scrubbed_with, reported_by, after_block, blocked_deployment_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
     on conflict do nothing`,
    Object.values(stored),
  );
  return rowCount === 1;
}

async function insertDeployment(transaction: Transaction, report: NewReport): Promise<void> {
  const { org, app, stage, service, region } = report.target;
  await transaction.execute(
    `insert into deployments (id, org, app, stage, service, region, requested_by)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [report.deploymentId, org, app, stage, service, region, report.reportedBy],
  );
}
