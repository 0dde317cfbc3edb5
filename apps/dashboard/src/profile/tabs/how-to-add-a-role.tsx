import { AccessRole } from "@stagepass/contracts";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import styles from "../../roles/roles.module.css";
import { startPolicy } from "../../roles/start-policy.ts";
import { TemplateButton, Trust } from "../../roles/trust.tsx";
import { CodeBlock, CopyButton } from "../../ui/controls/copy.tsx";
import { Name } from "../../ui/feedback/badge.tsx";
import { Skeleton } from "../../ui/feedback/empty.tsx";
import { ProblemNote } from "../../ui/feedback/note.tsx";
import { useDraft } from "../draft/draft.tsx";
import { accessRoleGuideQuery } from "../profile-queries.ts";

/** What to do in the AWS account, so that the role trusts Stagepass and nobody else. It expands where it is needed. */
export function HowToAddARole() {
  const { base, edits } = useDraft();
  const wanted = edits.accessRole === undefined ? base.accessRole : edits.accessRole;
  const { data: role } = AccessRole.safeParse(wanted);
  // It stays open while the role is saved, since the next steps stand in it then.
  const [isOpen, setOpen] = useState(base.accessRole === null);
  return (
    <details
      className={styles.guide}
      open={isOpen}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary>How to add a role</summary>
      {role !== undefined ? (
        <Steps role={role} />
      ) : (
        <div className={styles.inside}>
          <ol className={styles.steps}>
            <li>
              <h3>Choose a name for the role</h3>
              <p>
                Add an access role and enter its ARN, also when the role does not exist yet:{" "}
                <Name>arn:aws:iam::ACCOUNT:role/NAME</Name>, with the number of your AWS account.
              </p>
            </li>
            <li>
              <h3>Read the next steps here</h3>
              <p>
                Once its ARN is entered, the external ID, the trust policy and a CloudFormation template for
                this role stand here, before anything is saved. Make the role with them, and save then:
                deploys by a saved role are refused until it trusts Stagepass.
              </p>
            </li>
          </ol>
        </div>
      )}
    </details>
  );
}

function Steps({ role }: { readonly role: AccessRole }) {
  const { org, base } = useDraft();
  const { data, error } = useQuery(accessRoleGuideQuery(org, base.name, role));
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
        <TemplateButton name={base.name} role={data} />
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
          <TemplateButton name={`${base.name}-plan`} role={planRole} />
          <Trust role={planRole} />
        </li>
      )}
      <li>
        <h3>Say what deploys may do</h3>
        <p>A policy to start from, for deploys of functions. Narrow it to what your services have.</p>
        <CodeBlock code={JSON.stringify(startPolicy(data.roleArn), null, 2)} what="the policy" />
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
