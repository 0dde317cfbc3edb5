import { putProfile } from "@stagepass/contracts";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { ask } from "../api/ask.ts";
import { useAdd } from "../api/use-change.ts";
import { TextField } from "../ui/controls/field.tsx";
import { Form } from "../ui/controls/form.tsx";
import { Dialog } from "../ui/layout/dialog.tsx";

/** Adds a profile with a name and a description. It never replaces one that is there. */
export function AddProfile({ org, onClose }: { readonly org: string; readonly onClose: () => void }) {
  const [name, setName] = useState("");
  const [description, setDescription] = useState("");
  const navigate = useNavigate();
  const { mutate, error, isPending, request } = useAdd({
    add: () => ask(putProfile, { params: { org, profile: name }, body: { description }, at: 0 }),
    touches: [[org, "profiles"]],
    field: "profile",
    what: `a profile named ${name}`,
    said: `Profile ${name} added`,
    onDone: () => navigate({ to: "/$org/profiles/$profile", params: { org, profile: name } }),
  });
  return (
    <Dialog title="Add profile" isOpen onClose={onClose}>
      <Form
        onSubmit={() => mutate()}
        error={error}
        request={request}
        fields={["profile", "description"]}
        verb="Add profile"
        isPending={isPending}
        isDisabled={name === ""}
        onCancel={onClose}
      >
        <TextField
          label="Name"
          name="profile"
          value={name}
          onChange={setName}
          hint="Lower case letters, digits and dashes. Stages refer to it by this name."
          isRequired
          autoFocus
          mono
        />
        <TextField
          label="Description"
          name="description"
          value={description}
          onChange={setDescription}
          hint="What it is for, such as: production, with approval"
        />
      </Form>
    </Dialog>
  );
}
