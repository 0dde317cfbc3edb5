import type { AccessRoleView } from "@stagepass/contracts";
import { useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import type { ReactNode } from "react";
import styles from "../../roles/roles.module.css";
import { startPolicy } from "../../roles/start-policy.ts";
import { Button } from "../../ui/controls/button.tsx";
import { CodeBlock, CopyButton } from "../../ui/controls/copy.tsx";
import { Name } from "../../ui/feedback/badge.tsx";
import { Skeleton } from "../../ui/feedback/empty.tsx";
import { ProblemNote } from "../../ui/feedback/note.tsx";
import { useDraft } from "../draft/draft.tsx";
import { accessRoleGuideQuery } from "../profile-queries.ts";

/** What to do in the AWS account, so that the role trusts Stagepass and nobody else. It expands where it is needed. */
export function HowToAddARole() {
  const { base, edits } = useDraft();
  const isSaved = base.accessRole !== null && edits.accessRole === undefined;
  return (
    <details className={styles.guide} open={base.accessRole === null ? true : undefined}>
      <summary>How to add a role</summary>
      {isSaved ? (
        <Steps />
      ) : (
        <div className={styles.inside}>
          <ol className={styles.steps}>
            <li>
              <h3>Choose a name for the role</h3>
              <p>
                Enter its ARN above, also when the role does not exist yet:{" "}
                <Name>arn:aws:iam::ACCOUNT:role/NAME</Name>, with the number of your AWS account.
              </p>
            </li>
            <li>
              <h3>Save the changes</h3>
              <p>
                Then the external ID, the trust policy and a CloudFormation template for this role stand here.
                Deploys are refused until the role trusts Stagepass.
              </p>
            </li>
          </ol>
        </div>
      )}
    </details>
  );
}

function Steps() {
  const { org, base } = useDraft();
  const { data, error } = useQuery(accessRoleGuideQuery(org, base.name));
  if (data === undefined)
    return (
      <div className={styles.inside}>
        {error === null ? <Skeleton lines={4} /> : <ProblemNote error={error} />}
      </div>
    );
  const { planRole } = data;
  return (
    <ol className={styles.steps}>
      <li>
        <h3>Create the role with the template</h3>
        <p>
          Create a stack of it in your account. It makes <Name>{data.roleArn}</Name>{" "}
          <CopyButton text={data.roleArn} what="the role ARN" />
        </p>
        <DownloadButton name={`stagepass-${base.name}.json`} content={data.cloudFormationTemplate}>
          CloudFormation template
        </DownloadButton>
      </li>
      <li>
        <h3>Or give a role that exists this trust policy</h3>
        <Trust role={data} />
      </li>
      {planRole === undefined ? null : (
        <li>
          <h3>The same for the plan role</h3>
          <p>
            <Name>{planRole.roleArn}</Name> <CopyButton text={planRole.roleArn} what="the plan role ARN" />
          </p>
          <DownloadButton name={`stagepass-${base.name}-plan.json`} content={planRole.cloudFormationTemplate}>
            CloudFormation template
          </DownloadButton>
          <Trust role={planRole} />
        </li>
      )}
      <li>
        <h3>Say what deploys may do</h3>
        <p>A policy to start from, for deploys of functions. Narrow it to what your services have.</p>
        <CodeBlock code={inLines(startPolicy(data.roleArn))} what="the policy" />
      </li>
      <li>
        <h3>Test the role</h3>
        <p>
          {data.stagepass.explanation} Stagepass is <Name>{data.stagepass.arn}</Name>. The test below says
          whether the role trusts it, and nobody else.
        </p>
      </li>
    </ol>
  );
}

function Trust({ role }: { readonly role: Pick<AccessRoleView, "externalId" | "trustPolicy"> }) {
  return (
    <>
      <p>
        Its external ID is <Name>{role.externalId}</Name>{" "}
        <CopyButton text={role.externalId} what="the external ID" />
      </p>
      <CodeBlock code={inLines(role.trustPolicy)} what="the trust policy" />
    </>
  );
}

const inLines = (content: unknown) => JSON.stringify(content, null, 2);

interface DownloadProps {
  readonly name: string;
  readonly content: unknown;
  readonly children: ReactNode;
}

function DownloadButton({ name, content, children }: DownloadProps) {
  return (
    <Button icon={<Download />} onPress={() => download(name, inLines(content))}>
      {children}
    </Button>
  );
}

function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = Object.assign(document.createElement("a"), { href: url, download: name });
  link.click();
  URL.revokeObjectURL(url);
}
