import { putInstance } from "@stagepass/contracts";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { ask } from "../../api/ask.ts";
import { useAdd } from "../../api/use-change.ts";
import { useTargetNames } from "../../apps/names.ts";
import { regions } from "../../explain/regions.ts";
import { ComboBox } from "../../ui/controls/field.tsx";
import { Form } from "../../ui/controls/form.tsx";
import { Dialog } from "../../ui/layout/dialog.tsx";
import { BlueprintNote } from "../blueprints/blueprint-note.tsx";
import type { ServicePlace } from "../place.ts";

interface AddInstanceProps {
  readonly place: ServicePlace;
  readonly onClose: () => void;
}

/** Adds an instance before its first deploy. It never replaces one that is there. */
export function AddInstance({ place: { org, app, service }, onClose }: AddInstanceProps) {
  const [stage, setStage] = useState("");
  const [region, setRegion] = useState("us-east-1");
  const navigate = useNavigate();
  const { stages } = useTargetNames(org, app);
  const params = { org, app, service, stage, region };
  const { mutate, error, isPending, request } = useAdd({
    add: () => ask(putInstance, { params, body: {}, at: 0 }),
    touches: [[org, "apps", app, "services"]],
    field: "stage",
    what: `an instance in ${stage} and ${region}`,
    said: `Instance ${stage} ${region} added`,
    onDone: () => navigate({ to: "/$org/apps/$app/$service/$stage/$region", params }),
  });
  return (
    <Dialog title="Add instance" isOpen onClose={onClose}>
      <Form
        onSubmit={() => mutate()}
        error={error}
        request={request}
        fields={["stage", "region"]}
        verb="Add instance"
        isPending={isPending}
        isDisabled={stage === "" || region === ""}
        onCancel={onClose}
      >
        <ComboBox
          label="Stage"
          name="stage"
          value={stage}
          onChange={setStage}
          choices={stages}
          hint="Any stage. One without a profile of its own gets the default."
          allowsOther
          isRequired
        />
        <ComboBox
          label="Region"
          name="region"
          value={region}
          onChange={setRegion}
          choices={regions}
          allowsOther
          isRequired
        />
        <BlueprintNote org={org} app={app} stage={stage} />
      </Form>
    </Dialog>
  );
}
