import { type ProviderRole, testRole } from "@stagepass/contracts";
import { useMutation } from "@tanstack/react-query";
import { ShieldCheck } from "lucide-react";
import { ask } from "../api/ask.ts";
import { AsCurl } from "../curl/as-curl.tsx";
import { noteSignedOut, useMay } from "../session/session.ts";
import { Button } from "../ui/controls/button.tsx";
import { ProblemNote } from "../ui/feedback/note.tsx";
import { Section } from "../ui/layout/page.tsx";
import { RoleTestOutcome } from "./role-test-outcome.tsx";

interface TestRoleProps {
  readonly org: string;
  /** The role as it stands on the page, saved or not. */
  readonly role: ProviderRole;
}

/** Tries a role at AWS: it can be assumed with the external ID, and cannot without it. */
export function TestRole({ org, role }: TestRoleProps) {
  const may = useMay();
  const testing = (plan: boolean) =>
    ask(testRole, { params: { org }, body: { role: { accessRole: role }, plan } });
  const test = useMutation({
    mutationFn: testing,
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
          <AsCurl requests={() => (hasPlan ? [false, true] : [false]).map((plan) => testing(plan).request)} />
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
      {test.data === undefined || test.isPending ? null : <RoleTestOutcome test={test.data} />}
    </Section>
  );
}
