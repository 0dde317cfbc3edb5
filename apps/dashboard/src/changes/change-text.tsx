import { useState } from "react";
import type { Asked } from "../api/asked.ts";
import { useChange } from "../api/use-change.ts";
import { TextField } from "../ui/controls/field.tsx";
import { Form } from "../ui/controls/form.tsx";
import { Dialog } from "../ui/layout/dialog.tsx";

interface ChangeTextProps<T> {
  readonly title: string;
  readonly label: string;
  /** The name of the field in the request, at which the server says what is wrong. */
  readonly field: "name" | "description";
  readonly text: string;
  readonly hint?: string;
  readonly change: (text: string) => Asked<T>;
  readonly verb: string;
  readonly touches: readonly (readonly unknown[])[];
  readonly said: string;
  readonly onClose: () => void;
  readonly onDone?: (saved: T) => void | Promise<void>;
  readonly isRequired?: boolean;
}

/** Changes one text of something, such as its name or description. */
export function ChangeText<T>(props: ChangeTextProps<T>) {
  const { title, label, field, text: before, hint, change, verb, touches, said, onClose, onDone } = props;
  const { isRequired = false } = props;
  const [text, setText] = useState(before);
  const { mutate, error, isPending, request } = useChange({
    change: () => change(text),
    touches,
    said,
    onDone: (saved: T) => {
      onClose();
      return onDone?.(saved);
    },
  });
  return (
    <Dialog title={title} isOpen onClose={onClose}>
      <Form
        onSubmit={() => mutate()}
        error={error}
        request={request}
        fields={[field]}
        verb={verb}
        isPending={isPending}
        isUnsaved={text !== before}
        isDisabled={text === before || (isRequired && text === "")}
        onCancel={onClose}
      >
        <TextField
          label={label}
          name={field}
          value={text}
          onChange={setText}
          hint={hint}
          isRequired={isRequired}
          mono={field === "name"}
          autoFocus
        />
      </Form>
    </Dialog>
  );
}
