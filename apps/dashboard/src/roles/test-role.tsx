import { type ProviderRole, type RoleTest, type RoleTrial, testRole } from "@stagepass/contracts";
import { useMutation } from "@tanstack/react-query";
import { ShieldCheck } from "lucide-react";
import { ask } from "../api/ask.ts";
import { noteSignedOut, useMay } from "../session/session.ts";
import { Button } from "../ui/controls/button.tsx";
import { Name } from "../ui/feedback/badge.tsx";
import { Note, ProblemNote } from "../ui/feedback/note.tsx";
import { Card, Section } from "../ui/layout/page.tsx";
import styles from "./roles.module.css";

interface TestRoleProps {
  readonly org: string;
  /** The role as it stands on the page, saved or not. */
  readonly role: ProviderRole;
}

/** Tries a role at AWS: it can be assumed with the external ID, and cannot without it. */
export function TestRole({ org, role }: TestRoleProps) {
  const may = useMay();
  const test = useMutation({
    mutationFn: (plan: boolean) =>
      ask(testRole, { params: { org }, body: { role: { accessRole: role }, plan } }),
    onError: (error) => noteSignedOut(error),
  });
  if (!may("testRole")) return null;
  const hasPlan = role.planRoleArn !== undefined;
  return (
    <Section
      title="Test this role"
      about="Stagepass asks AWS for a session that may do nothing, once with the external ID and once without. Both are on record, and no credentials leave Stagepass."
      actions={
        <>
          {hasPlan ? (
            <Button isPending={test.isPending} onPress={() => test.mutate(true)}>
              Test the plan role
            </Button>
          ) : null}
          <Button icon={<ShieldCheck />} isPending={test.isPending} onPress={() => test.mutate(false)}>
            {hasPlan ? "Test the role" : "Test this role"}
          </Button>
        </>
      }
    >
      <ProblemNote error={test.error} />
      {test.data === undefined || test.isPending ? null : <Outcome test={test.data} />}
    </Section>
  );
}

function Outcome({
  test: { passed, roleArn, withExternalId, withoutExternalId },
}: {
  readonly test: RoleTest;
}) {
  const isOpen = withoutExternalId.outcome === "assumed";
  return (
    <>
      <Note tone={passed ? "good" : "bad"} title={passed ? "The role is ready" : "The role is not ready"}>
        <p>
          <Name>{roleArn}</Name>
        </p>
      </Note>
      <Card>
        <ol className={styles.trials}>
          <li>
            <h3>With the external ID</h3>
            <p>
              {withExternalId.outcome === "assumed"
                ? "It can be assumed, as it must be."
                : says(withExternalId)}
            </p>
          </li>
          <li>
            <h3>Without the external ID</h3>
            <p>
              {isOpen
                ? "It can be assumed, and must not be: deploys of everybody who uses this Stagepass could assume it. Demand the external ID in its trust policy."
                : "AWS refuses it, as it must."}
            </p>
          </li>
        </ol>
      </Card>
    </>
  );
}

function says(trial: RoleTrial): string {
  if (trial.outcome === "assumed") return "";
  return trial.awsCode === null ? trial.detail : `${trial.awsCode}: ${trial.detail}`;
}
