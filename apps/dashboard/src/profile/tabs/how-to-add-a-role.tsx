import { useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { Button } from "../../ui/controls/button.tsx";
import { CodeBlock, CopyButton } from "../../ui/controls/copy.tsx";
import { Name } from "../../ui/feedback/badge.tsx";
import { Skeleton } from "../../ui/feedback/empty.tsx";
import { ProblemNote } from "../../ui/feedback/note.tsx";
import { Card, Facts, Section } from "../../ui/layout/page.tsx";
import { accessRoleGuideQuery } from "../profile-queries.ts";

/** What to do in the AWS account, so that the role trusts Stagepass and nobody else. */
export function HowToAddARole({ org, profile }: { readonly org: string; readonly profile: string }) {
  const { data, error } = useQuery(accessRoleGuideQuery(org, profile));
  return (
    <Section
      title="How to add a role"
      about="Create the role with the template, or give a role that exists this trust policy."
      actions={
        data === undefined ? undefined : (
          <Button
            icon={<Download />}
            onPress={() => download(`stagepass-${profile}.json`, data.cloudFormationTemplate)}
          >
            CloudFormation template
          </Button>
        )
      }
    >
      <ProblemNote error={error} />
      {data === undefined ? (
        error === null ? (
          <Skeleton lines={4} />
        ) : null
      ) : (
        <Card>
          <Facts
            facts={{
              "External ID": (
                <>
                  <Name>{data.externalId}</Name> <CopyButton text={data.externalId} what="the external ID" />
                </>
              ),
              "Stagepass is": <Name>{data.stagepass.arn}</Name>,
            }}
          />
          <p>{data.stagepass.explanation}</p>
          <CodeBlock code={JSON.stringify(data.trustPolicy, null, 2)} what="the trust policy" />
        </Card>
      )}
    </Section>
  );
}

function download(name: string, content: unknown): void {
  const url = URL.createObjectURL(new Blob([JSON.stringify(content, null, 2)], { type: "application/json" }));
  const link = Object.assign(document.createElement("a"), { href: url, download: name });
  link.click();
  URL.revokeObjectURL(url);
}
