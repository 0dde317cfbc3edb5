import { getProfile, patchProfile, type Safeguard } from "@stagepass/contracts";
import { useState } from "react";
import { ask } from "../../api/ask.ts";
import { useSteps } from "../../api/use-change.ts";
import { useProfileChoices } from "../../apps/names.ts";
import { ComboBox } from "../../ui/controls/field.tsx";
import { Form } from "../../ui/controls/form.tsx";
import { Dialog } from "../../ui/layout/dialog.tsx";

interface CopySafeguardProps {
  readonly org: string;
  readonly from: string;
  readonly safeguard: Safeguard;
  readonly onClose: () => void;
}

/** Copies a safeguard to another profile, which gets a new version at once. */
export function CopySafeguard({ org, from, safeguard, onClose }: CopySafeguardProps) {
  const [to, setTo] = useState("");
  const choices = useProfileChoices(org).filter(({ id }) => id !== from);
  const copy = useSteps({
    steps: async () => {
      const other = await ask(getProfile, { params: { org, profile: to } });
      const rest = other.safeguards.filter(({ name }) => name !== safeguard.name);
      return await ask(patchProfile, {
        params: { org, profile: to },
        body: { safeguards: [...rest, safeguard] },
        at: other.version,
      });
    },
    touches: [[org, "profiles"]],
    said: `${safeguard.name} copied to ${to}`,
    onDone: onClose,
  });
  return (
    <Dialog title={`Copy ${safeguard.name}`} isOpen onClose={onClose}>
      <Form
        onSubmit={() => copy.mutate()}
        error={copy.error}
        fields={[]}
        verb="Copy safeguard"
        isPending={copy.isPending}
        isDisabled={to === "" || to === from}
        onCancel={onClose}
      >
        <ComboBox
          label="To the profile"
          value={to}
          onChange={setTo}
          choices={choices}
          allowsOther
          isRequired
        />
        <p>It is saved there at once, as a new version. A safeguard of the same name there is replaced.</p>
      </Form>
    </Dialog>
  );
}
