import type { TargetParameterView } from "@stagepass/contracts";
import { Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { useChange } from "../../api/use-change.ts";
import { MoreMenu } from "../../ui/controls/menu.tsx";
import { Confirm } from "../../ui/layout/dialog.tsx";
import type { SettingsPlace } from "../place.ts";
import { wordsFor } from "../place-words.ts";
import { removeParameter, touchedBy } from "../save-target.ts";
import { ParameterDialog } from "./parameter-dialog.tsx";

interface ParameterMenuProps {
  readonly place: SettingsPlace;
  readonly parameter: TargetParameterView;
  readonly revision: number;
}

/** Replaces or removes a parameter. */
export function ParameterMenu({ place, parameter, revision }: ParameterMenuProps) {
  const { key } = parameter;
  const [doing, setDoing] = useState<"replace" | "remove" | null>(null);
  const close = () => setDoing(null);
  const removal = useChange({
    change: () => removeParameter(place, key, revision),
    touches: touchedBy(place),
    said: `${key} removed`,
    onDone: close,
  });
  return (
    <>
      <MoreMenu
        label={`More for ${key}`}
        actions={[
          { label: "Replace", icon: <Pencil />, onAction: () => setDoing("replace") },
          { label: "Remove", icon: <Trash2 />, onAction: () => setDoing("remove"), isDanger: true },
        ]}
      />
      {doing === "replace" ? (
        <ParameterDialog place={place} parameter={parameter} revision={revision} onClose={close} />
      ) : null}
      <Confirm
        title={`Remove ${key}?`}
        isOpen={doing === "remove"}
        onClose={close}
        verb="Remove parameter"
        onConfirm={() => removal.mutate()}
        isPending={removal.isPending}
        error={removal.error}
        request={removal.request}
      >
        {wordsFor(place).removed}
      </Confirm>
    </>
  );
}
