import { type ReactNode, useState } from "react";
import type { Asked } from "../api/asked.ts";
import { useAdd } from "../api/use-change.ts";
import { TextField } from "../ui/controls/field.tsx";
import { Form } from "../ui/controls/form.tsx";
import { Dialog } from "../ui/layout/dialog.tsx";

interface AddNamedProps<T> {
  /** What is added, such as `application`. */
  readonly thing: string;
  /** The same with its article, such as `an application`. */
  readonly aThing: string;
  /** The name of the field that holds its name in the request, at which the server says what is wrong. */
  readonly field: string;
  readonly add: (name: string, description: string) => Asked<T>;
  /** The beginning of the keys of everything that was read and may be different now. */
  readonly touches: readonly (readonly unknown[])[];
  readonly nameHint: string;
  readonly descriptionHint?: string;
  readonly onAdded: (name: string) => void | Promise<void>;
  readonly onClose: () => void;
  /** What is said between the name and the description. */
  readonly children?: ReactNode;
}

/** Adds something with a name and a description. It never replaces one that is there. */
export function AddNamed<T>(props: AddNamedProps<T>) {
  const { thing, aThing, field, add, touches, nameHint, descriptionHint, onAdded, onClose, children } = props;
  const [name, setName] = useState("");
  const [description, setDescription] = useState("");
  const { mutate, error, isPending, request } = useAdd({
    add: () => add(name, description),
    touches,
    field,
    what: `${aThing} named ${name}`,
    said: `${thing.charAt(0).toUpperCase()}${thing.slice(1)} ${name} added`,
    onDone: () => onAdded(name),
  });
  const verb = `Add ${thing}`;
  return (
    <Dialog title={verb} isOpen onClose={onClose}>
      <Form
        onSubmit={() => mutate()}
        error={error}
        request={request}
        fields={[field, "description"]}
        verb={verb}
        isPending={isPending}
        isDisabled={name === ""}
        onCancel={onClose}
      >
        <TextField
          label="Name"
          name={field}
          value={name}
          onChange={setName}
          hint={nameHint}
          isRequired
          autoFocus
          mono
        />
        {children}
        <TextField
          label="Description"
          name="description"
          value={description}
          onChange={setDescription}
          hint={descriptionHint}
        />
      </Form>
    </Dialog>
  );
}
