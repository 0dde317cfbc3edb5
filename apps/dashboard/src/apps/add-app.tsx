import { putApp } from "@stagepass/contracts";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { ask } from "../api/ask.ts";
import { useAdd } from "../api/use-change.ts";
import { TextField } from "../ui/controls/field.tsx";
import { Form } from "../ui/controls/form.tsx";
import { Dialog } from "../ui/layout/dialog.tsx";

/** Adds an application with a name and a description. It never replaces one that is there. */
export function AddApp({ org, onClose }: { readonly org: string; readonly onClose: () => void }) {
  const [name, setName] = useState("");
  const [description, setDescription] = useState("");
  const navigate = useNavigate();
  const { mutate, error, isPending, request } = useAdd({
    add: () => ask(putApp, { params: { org, app: name }, body: { description }, at: 0 }),
    touches: [[org, "apps"]],
    field: "app",
    what: `an application named ${name}`,
    said: `Application ${name} added`,
    onDone: () => navigate({ to: "/$org/apps/$app", params: { org, app: name } }),
  });
  return (
    <Dialog title="Add application" isOpen onClose={onClose}>
      <Form
        onSubmit={() => mutate()}
        error={error}
        request={request}
        fields={["app", "description"]}
        verb="Add application"
        isPending={isPending}
        isDisabled={name === ""}
        onCancel={onClose}
      >
        <TextField
          label="Name"
          name="app"
          value={name}
          onChange={setName}
          hint="Lower-case letters, digits and dashes, as the line app of your serverless.yml has it."
          isRequired
          autoFocus
          mono
        />
        <TextField
          label="Description"
          name="description"
          value={description}
          onChange={setDescription}
          hint="What it is, such as: the web shop"
        />
      </Form>
    </Dialog>
  );
}
