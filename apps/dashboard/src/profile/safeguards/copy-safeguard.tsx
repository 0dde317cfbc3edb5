import { getProfile, type ProfileView, patchProfile, type Safeguard } from "@stagepass/contracts";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ask } from "../../api/ask.ts";
import { useSteps } from "../../api/use-change.ts";
import { useProfileChoices } from "../../apps/names.ts";
import { ComboBox } from "../../ui/controls/field.tsx";
import { Form } from "../../ui/controls/form.tsx";
import { Dialog } from "../../ui/layout/dialog.tsx";
import { profileQuery } from "../profile-queries.ts";

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
  const params = { org, profile: to };
  const { data: known } = useQuery({
    ...profileQuery(org, to),
    enabled: choices.some(({ id }) => id === to),
  });
  const copyTo = ({ safeguards, version }: ProfileView) =>
    ask(patchProfile, {
      params,
      body: { safeguards: [...safeguards.filter(({ name }) => name !== safeguard.name), safeguard] },
      at: version,
    });
  const copy = useSteps({
    steps: async () => await copyTo(await ask(getProfile, { params })),
    touches: [[org, "profiles"]],
    said: `${safeguard.name} copied to ${to}`,
    onDone: onClose,
  });
  return (
    <Dialog title={`Copy ${safeguard.name}`} isOpen onClose={onClose}>
      <Form
        onSubmit={() => copy.mutate()}
        error={copy.error}
        request={() => (known === undefined ? [] : copyTo(known).request)}
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
