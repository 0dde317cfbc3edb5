import { putService } from "@stagepass/contracts";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { ask } from "../api/ask.ts";
import { useAdd } from "../api/use-change.ts";
import { TextField } from "../ui/controls/field.tsx";
import { Form } from "../ui/controls/form.tsx";
import { Dialog } from "../ui/layout/dialog.tsx";
import { BlueprintNote } from "./blueprints/blueprint-note.tsx";

interface AddServiceProps {
  readonly org: string;
  readonly app: string;
  readonly onClose: () => void;
}

/** Adds a service before its first deploy. It never replaces one that is there. */
export function AddService({ org, app, onClose }: AddServiceProps) {
  const [service, setService] = useState("");
  const [description, setDescription] = useState("");
  const navigate = useNavigate();
  const { mutate, error, isPending, request } = useAdd({
    add: () => ask(putService, { params: { org, app, service }, body: { description }, at: 0 }),
    touches: [[org, "apps", app, "services"]],
    field: "service",
    what: `a service named ${service}`,
    said: `Service ${service} added`,
    onDone: () => navigate({ to: "/$org/apps/$app/$service", params: { org, app, service } }),
  });
  return (
    <Dialog title="Add service" isOpen onClose={onClose}>
      <Form
        onSubmit={() => mutate()}
        error={error}
        request={request}
        fields={["service", "description"]}
        verb="Add service"
        isPending={isPending}
        isDisabled={service === ""}
        onCancel={onClose}
      >
        <TextField
          label="Name"
          name="service"
          value={service}
          onChange={setService}
          hint="As the line service of its serverless.yml has it."
          isRequired
          autoFocus
          mono
        />
        <BlueprintNote org={org} app={app} stage={null} />
        <TextField label="Description" name="description" value={description} onChange={setDescription} />
      </Form>
    </Dialog>
  );
}
