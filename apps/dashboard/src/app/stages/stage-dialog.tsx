import { patchStage, putStage, type StageView } from "@stagepass/contracts";
import { useState } from "react";
import { ask } from "../../api/ask.ts";
import { useAdd, useChange } from "../../api/use-change.ts";
import { useProfileChoices } from "../../apps/names.ts";
import { ComboBox, TextField } from "../../ui/controls/field.tsx";
import { Form } from "../../ui/controls/form.tsx";
import { Dialog } from "../../ui/layout/dialog.tsx";

interface StageDialogProps {
  readonly org: string;
  readonly app: string;
  /** The stage to change. Without one, a stage is added. */
  readonly stage?: StageView;
  readonly onClose: () => void;
}

/** Gives a stage a profile of its own, or another one. Adding never replaces a stage that is there. */
export function StageDialog({ org, app, stage, onClose }: StageDialogProps) {
  const [name, setName] = useState(stage?.name ?? "");
  const [profile, setProfile] = useState(stage?.profile ?? "");
  const profiles = useProfileChoices(org);
  const content = { params: { org, app, stage: name }, body: { profile } };
  const touches = [
    [org, "apps", app],
    [org, "explanation"],
  ];
  const add = useAdd({
    add: () => ask(putStage, { ...content, at: 0 }),
    touches,
    field: "stage",
    what: `a stage named ${name}`,
    said: `Stage ${name} added`,
    onDone: onClose,
  });
  const change = useChange({
    change: () => ask(patchStage, { ...content, at: stage?.revision }),
    touches,
    said: `Stage ${name} saved`,
    onDone: onClose,
  });
  const { mutate, error, isPending, request } = stage === undefined ? add : change;
  return (
    <Dialog title={stage === undefined ? "Add stage" : `Change ${stage.name}`} isOpen onClose={onClose}>
      <Form
        onSubmit={() => mutate()}
        error={error}
        request={request}
        fields={["stage", "profile"]}
        verb={stage === undefined ? "Add stage" : "Save changes"}
        isPending={isPending}
        isDisabled={name === "" || profile === ""}
        onCancel={onClose}
      >
        {stage === undefined ? (
          <TextField
            label="Name"
            name="stage"
            value={name}
            onChange={setName}
            hint="Exactly as deploys say it, such as prod."
            isRequired
            autoFocus
            mono
          />
        ) : null}
        <ComboBox
          label="Deployment profile"
          name="profile"
          value={profile}
          onChange={setProfile}
          choices={profiles}
          allowsOther
          isRequired
        />
      </Form>
    </Dialog>
  );
}
