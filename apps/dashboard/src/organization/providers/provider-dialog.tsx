import { type ProviderView, patchProvider, putProvider } from "@stagepass/contracts";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ask } from "../../api/ask.ts";
import { useAdd, useChange } from "../../api/use-change.ts";
import { TextField } from "../../ui/controls/field.tsx";
import { Form, violationsAt } from "../../ui/controls/form.tsx";
import { Dialog } from "../../ui/layout/dialog.tsx";
import { orgQuery } from "../organization-queries.ts";
import { draftOf, inputOf } from "./provider-draft.ts";
import { ProviderFields } from "./provider-fields.tsx";

interface ProviderDialogProps {
  readonly org: string;
  /** The provider that is edited. Without it, one is added. */
  readonly provider?: ProviderView;
  readonly onClose: () => void;
}

const secret = "staticKeys.secretAccessKey";
const fields = [
  ...[
    "provider",
    "description",
    "accessRole.roleArn",
    "accessRole.planRoleArn",
    "accessRole.durationSeconds",
  ],
  ...["staticKeys.accessKeyId", secret],
];

/** Adds a provider, or edits one. */
export function ProviderDialog({ org, provider, onClose }: ProviderDialogProps) {
  const [name, setName] = useState(provider?.name ?? "");
  const [draft, setDraft] = useState(() => draftOf(provider));
  const { data: settings } = useQuery(orgQuery(org));
  const params = { org, provider: name };
  const touches = [
    [org, "providers"],
    [org, "explanation"],
  ];
  const add = useAdd({
    add: () => ask(putProvider, { params, body: inputOf(draft), at: 0 }),
    touches,
    field: "provider",
    what: `a provider named ${name}`,
    said: `Provider ${name} added`,
    onDone: onClose,
  });
  const change = useChange({
    change: () => ask(patchProvider, { params, body: inputOf(draft), at: provider?.revision }),
    touches,
    said: `Provider ${name} saved`,
    onDone: onClose,
  });
  const { mutate, error, isPending, request } = provider === undefined ? add : change;
  const [secretError] = violationsAt(error, [secret])[secret] ?? [];
  return (
    <Dialog
      title={provider === undefined ? "Add provider" : `Edit ${provider.name}`}
      isOpen
      onClose={onClose}
    >
      <Form
        onSubmit={() => mutate()}
        error={error}
        request={request}
        fields={fields}
        verb={provider === undefined ? "Add provider" : "Save changes"}
        isPending={isPending}
        isDisabled={name === "" || (draft.kind === "role" ? draft.roleArn : draft.accessKeyId) === ""}
        onCancel={onClose}
      >
        {provider === undefined ? (
          <TextField
            label="Name"
            name="provider"
            value={name}
            onChange={setName}
            hint="Services and instances are linked to it by this name, such as production."
            isRequired
            autoFocus
            mono
          />
        ) : null}
        <ProviderFields
          draft={draft}
          edit={(part) => setDraft({ ...draft, ...part })}
          staticKeys={settings?.staticKeys ?? "deny"}
          hasSecret={provider !== undefined && provider.staticKeys !== null}
          secretError={secretError}
        />
      </Form>
    </Dialog>
  );
}
