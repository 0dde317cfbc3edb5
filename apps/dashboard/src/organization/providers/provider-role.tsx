import { useQuery } from "@tanstack/react-query";
import roles from "../../roles/roles.module.css";
import { startPolicy } from "../../roles/start-policy.ts";
import { TemplateButton, Trust } from "../../roles/trust.tsx";
import { CodeBlock } from "../../ui/controls/copy.tsx";
import { Name } from "../../ui/feedback/badge.tsx";
import { Skeleton } from "../../ui/feedback/empty.tsx";
import { ProblemNote } from "../../ui/feedback/note.tsx";
import { Dialog } from "../../ui/layout/dialog.tsx";
import { providerRoleQuery } from "../organization-queries.ts";
import styles from "./providers.module.css";

interface ProviderRoleProps {
  readonly org: string;
  readonly provider: string;
  readonly onClose: () => void;
}

/** What to do in the AWS account, so that the roles of a provider trust Stagepass. */
export function ProviderRole({ org, provider, onClose }: ProviderRoleProps) {
  const { data, error } = useQuery(providerRoleQuery(org, provider));
  return (
    <Dialog title={`How to add the role of ${provider}`} isOpen isWide onClose={onClose}>
      <div className={styles.body}>
        <ProblemNote error={error} />
        {data === undefined && error === null ? <Skeleton lines={6} /> : null}
        {data === undefined ? null : (
          <>
            <p>{data.explanation}</p>
            <ol className={roles.steps}>
              <li>
                <h3>Create the role with the template</h3>
                <p>
                  It makes <Name>{data.roleArn}</Name>. Stagepass is <Name>{data.stagepass.arn}</Name>.{" "}
                  {data.stagepass.explanation}
                </p>
                <TemplateButton name={provider} role={data} />
              </li>
              <li>
                <h3>Or give a role that exists this trust policy</h3>
                <Trust role={data} />
              </li>
              {data.planRole === undefined ? null : (
                <li>
                  <h3>The same for the plan role</h3>
                  <p>
                    <Name>{data.planRole.roleArn}</Name>
                  </p>
                  <TemplateButton name={`${provider}-plan`} role={data.planRole} />
                  <Trust role={data.planRole} />
                </li>
              )}
              <li>
                <h3>Say what deploys may do</h3>
                <p>A policy to start from, for deploys of functions. Narrow it to what your services have.</p>
                <CodeBlock code={JSON.stringify(startPolicy(data.roleArn), null, 2)} what="the policy" />
              </li>
            </ol>
          </>
        )}
      </div>
    </Dialog>
  );
}
