import type { Report } from "@stagepass/contracts";
import { CodeBlock } from "../../ui/controls/copy.tsx";
import { Name } from "../../ui/feedback/badge.tsx";
import { Note } from "../../ui/feedback/note.tsx";
import { Time } from "../../ui/feedback/time.tsx";
import { Card, Facts, Section } from "../../ui/layout/page.tsx";
import { useKeyNames } from "../key-names.ts";
import { ClientSafeguards } from "./client-safeguards.tsx";
import { Outputs } from "./outputs.tsx";

interface ReportSectionProps {
  readonly org: string;
  readonly report: Report;
}

/** What the client said at the end of a deploy. Stagepass keeps it and cannot verify it. */
export function ReportSection({ org, report }: ReportSectionProps) {
  const nameOf = useKeyNames(org);
  const { versions, error, vcs } = report;
  return (
    <>
      <Outputs outputs={report.outputs} withheld={report.withheldOutputs} />
      <ClientSafeguards report={report} />
      <Section title="Client's report" about="In the client's own words, without values of secrets.">
        {error === null ? null : (
          <Note tone="bad" title="The deploy failed">
            <p>{wordsOf(error)}</p>
          </Note>
        )}
        <Card>
          <Facts
            facts={{
              Status: report.archived ? `${report.status}, removed` : report.status,
              Reported: (
                <>
                  <Time at={report.reportedAt} /> by access key {nameOf(report.reportedBy)}
                </>
              ),
              Versions: versionsOf(versions),
              Functions: report.functionCount,
              ...(report.deploymentUid === null
                ? {}
                : { "Client's id": <Name>{report.deploymentUid}</Name> }),
              ...(report.buildId === null ? {} : { Build: <Name>{report.buildId}</Name> }),
            }}
          />
        </Card>
        {vcs === null ? null : <CodeBlock code={JSON.stringify(vcs, null, 2)} what="the commit's facts" />}
      </Section>
    </>
  );
}

function versionsOf(versions: Report["versions"]): string {
  const known = Object.entries(versions).filter(([, version]) => version !== null);
  return known.length === 0 ? "not said" : known.map(([name, version]) => `${name} ${version}`).join(", ");
}

function wordsOf(error: Readonly<Record<string, unknown>>): string {
  const { message } = error;
  return typeof message === "string" ? message : JSON.stringify(error);
}
