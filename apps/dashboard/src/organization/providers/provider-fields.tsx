import type { StaticKeysUse } from "@stagepass/contracts";
import { NumberField, Select, Switch, TextField } from "../../ui/controls/field.tsx";
import { ListField } from "../../ui/controls/list-field.tsx";
import { SecretField } from "../../ui/controls/secret-field.tsx";
import { Note } from "../../ui/feedback/note.tsx";
import type { ProviderDraft } from "./provider-draft.ts";

interface ProviderFieldsProps {
  readonly draft: ProviderDraft;
  readonly edit: (part: Partial<ProviderDraft>) => void;
  readonly staticKeys: StaticKeysUse;
  /** Whether a secret is stored that stays where none is typed. */
  readonly hasSecret: boolean;
  /** What the server says about the secret. */
  readonly secretError: string | undefined;
}

/** Where a provider takes credentials from, and for which applications. */
export function ProviderFields({ draft, edit, staticKeys, hasSecret, secretError }: ProviderFieldsProps) {
  return (
    <>
      <TextField
        label="Description"
        name="description"
        value={draft.description}
        onChange={(description) => edit({ description })}
        hint="What it is for, such as: the production account"
      />
      {staticKeys === "allow" || draft.kind === "keys" ? (
        <Select
          label="Credentials"
          value={draft.kind}
          onChange={(kind) => edit({ kind })}
          choices={kinds}
          isRequired
        />
      ) : null}
      {draft.kind === "role" ? (
        <RoleFields draft={draft} edit={edit} />
      ) : (
        <KeyFields draft={draft} edit={edit} hasSecret={hasSecret} secretError={secretError} />
      )}
      <Switch
        label="Only for some applications"
        hint="Services of other applications cannot be linked to it."
        isSelected={draft.isLimited}
        onChange={(isLimited) => edit({ isLimited })}
      />
      {draft.isLimited ? (
        <ListField
          label="Applications"
          value={draft.apps}
          onChange={(apps) => edit({ apps })}
          hint="Their names, with commas between them."
          isRequired
        />
      ) : null}
    </>
  );
}

const kinds = [
  { id: "role", label: "Access role", about: "Short-lived credentials for each deploy" },
  {
    id: "keys",
    label: "Static keys (discouraged)",
    about: "The access key of an IAM user, which never expires",
  },
] as const;

type PartProps = Pick<ProviderFieldsProps, "draft" | "edit">;

function RoleFields({ draft, edit }: PartProps) {
  return (
    <>
      <TextField
        label="Role ARN"
        name="accessRole.roleArn"
        value={draft.roleArn}
        onChange={(roleArn) => edit({ roleArn: roleArn.trim() })}
        placeholder="arn:aws:iam::123456789012:role/{app}_{service}"
        hint="{app}, {service} and {stage} stand for the names of what is deployed, so that one provider serves many services."
        isRequired
        mono
      />
      <TextField
        label="Plan role ARN"
        name="accessRole.planRoleArn"
        value={draft.planRoleArn}
        onChange={(planRoleArn) => edit({ planRoleArn: planRoleArn.trim() })}
        hint="For the purpose plan. Without it, the role above is assumed with a policy that only reads."
        mono
      />
      <NumberField
        label="Session length in seconds"
        name="accessRole.durationSeconds"
        value={draft.durationSeconds}
        onChange={(seconds) => edit({ durationSeconds: seconds ?? 3_600 })}
        min={900}
        max={43_200}
        hint="From 900 to 43200, and not longer than the role itself allows."
        isRequired
      />
      <Switch
        label="Sessions carry the deployment's id as their source identity"
        hint="The bootstrap roles of the CDK do not allow it."
        isSelected={draft.carriesIdentity}
        onChange={(carriesIdentity) => edit({ carriesIdentity })}
      />
    </>
  );
}

function KeyFields({ draft, edit, hasSecret, secretError }: Omit<ProviderFieldsProps, "staticKeys">) {
  return (
    <>
      <Note tone="warn" title="Static keys are discouraged">
        They work until somebody deletes them, CloudTrail shows their user and not the deployment, and plans
        and references into Secrets Manager are refused with them.
      </Note>
      <TextField
        label="Access key ID"
        name="staticKeys.accessKeyId"
        value={draft.accessKeyId}
        onChange={(accessKeyId) => edit({ accessKeyId: accessKeyId.trim() })}
        placeholder="AKIA…"
        isRequired
        mono
      />
      <SecretField
        label="Secret access key"
        value={draft.secretAccessKey}
        onChange={(secretAccessKey) => edit({ secretAccessKey: secretAccessKey.trim() })}
        hint={
          hasSecret
            ? "One is stored. Leave this empty to keep it, if the ID stays the same."
            : "It can be saved, and never be read again."
        }
        error={secretError}
        isHidden
      />
    </>
  );
}
