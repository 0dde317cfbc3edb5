import { AccessRole } from "@stagepass/contracts";
import { ShieldCheck } from "lucide-react";
import { TestRole } from "../../roles/test-role.tsx";
import { Button } from "../../ui/controls/button.tsx";
import { NumberField, Switch, TextField } from "../../ui/controls/field.tsx";
import { Empty } from "../../ui/feedback/empty.tsx";
import { Card, Fields } from "../../ui/layout/page.tsx";
import { useDraft } from "../draft/draft.tsx";
import { HowToAddARole } from "./how-to-add-a-role.tsx";

const anHour = 3_600;

/** The AWS access role of a profile. */
export function AccessRoleTab() {
  const { profile, org, isReadOnly, violations, edit } = useDraft();
  const { accessRole } = profile;
  const change = (part: Partial<AccessRole>) => {
    const { planRoleArn, ...rest } = { roleArn: "", durationSeconds: anHour, ...accessRole, ...part };
    edit({ accessRole: planRoleArn === undefined || planRoleArn === "" ? rest : { ...rest, planRoleArn } });
  };
  if (accessRole === null)
    return (
      <>
        <Empty
          icon={<ShieldCheck />}
          title="No access role"
          action={
            isReadOnly ? undefined : (
              <Button look="primary" onPress={() => change({})}>
                Add access role
              </Button>
            )
          }
        >
          A deploy by this profile gets its parameters and safeguards, and no AWS credentials. With a role, it
          gets credentials that end by themselves.
        </Empty>
        <HowToAddARole />
      </>
    );
  const { data: valid, error } = AccessRole.safeParse(accessRole);
  const errorAt = (field: keyof AccessRole) => {
    const refused = violations.find(({ tab, field: at }) => tab === "access-role" && at === field)?.message;
    const isTyped = (accessRole[field] ?? "") !== "";
    return refused ?? (isTyped ? error?.issues.find(({ path }) => path[0] === field)?.message : undefined);
  };
  return (
    <>
      <Card>
        <Fields>
          <TextField
            label="Role ARN"
            value={accessRole.roleArn}
            onChange={(roleArn) => change({ roleArn: roleArn.trim() })}
            placeholder="arn:aws:iam::123456789012:role/deploy"
            error={errorAt("roleArn")}
            hint="The role that deploys assume. It must trust Stagepass, with the external ID that the guide below names."
            isRequired
            isDisabled={isReadOnly}
            mono
          />
          <TextField
            label="Plan role ARN"
            value={accessRole.planRoleArn ?? ""}
            onChange={(planRoleArn) => change({ planRoleArn: planRoleArn.trim() })}
            error={errorAt("planRoleArn")}
            hint="For the purpose plan, such as in pull requests. Without it, the role above is assumed with a policy that only reads."
            isDisabled={isReadOnly}
            mono
          />
          <Fields isRow>
            <NumberField
              label="Session length in seconds"
              value={accessRole.durationSeconds}
              onChange={(seconds) => change({ durationSeconds: seconds ?? anHour })}
              min={900}
              max={43_200}
              error={errorAt("durationSeconds")}
              hint="From 900 to 43200, and not longer than the role itself allows."
              isRequired
              isDisabled={isReadOnly}
            />
            <Switch
              label="Sessions carry the deployment's id as their source identity"
              hint="Every role that a session assumes must allow sts:SetSourceIdentity. The bootstrap roles of the CDK do not."
              isSelected={accessRole.sourceIdentity !== "none"}
              onChange={(carries) => change({ sourceIdentity: carries ? "deployment" : "none" })}
              isDisabled={isReadOnly}
            />
          </Fields>
          {isReadOnly ? null : (
            <div>
              <Button onPress={() => edit({ accessRole: null })}>Remove access role</Button>
            </div>
          )}
        </Fields>
      </Card>
      <HowToAddARole />
      {valid === undefined ? null : <TestRole org={org} role={valid} />}
    </>
  );
}
