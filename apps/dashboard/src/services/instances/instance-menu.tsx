import type { InstanceView } from "@stagepass/contracts";
import { useNavigate } from "@tanstack/react-router";
import { Trash2 } from "lucide-react";
import { useState } from "react";
import { useChange } from "../../api/use-change.ts";
import { useMay } from "../../session/session.ts";
import { MoreMenu } from "../../ui/controls/menu.tsx";
import { Confirm } from "../../ui/layout/dialog.tsx";
import type { InstancePlace } from "../place.ts";
import { remove, touchedBy } from "../save-target.ts";

interface InstanceMenuProps {
  readonly place: InstancePlace;
  readonly instance: InstanceView;
}

/** What else can be done with an instance. */
export function InstanceMenu({ place, instance }: InstanceMenuProps) {
  const may = useMay();
  const [isRemoving, setRemoving] = useState(false);
  const navigate = useNavigate();
  const { org, app, service } = place;
  const { mutate, error, isPending, request } = useChange({
    change: () => remove(place, instance.revision),
    touches: touchedBy(place),
    said: "Instance removed",
    onDone: () => navigate({ to: "/$org/apps/$app/$service", params: { org, app, service } }),
  });
  if (!may("deleteInstance") || instance.removedAt !== null) return null;
  return (
    <>
      <MoreMenu
        label="More for this instance"
        actions={[
          { label: "Remove instance", icon: <Trash2 />, onAction: () => setRemoving(true), isDanger: true },
        ]}
      />
      <Confirm
        title={`Remove ${place.stage} ${place.region}?`}
        isOpen={isRemoving}
        onClose={() => setRemoving(false)}
        verb="Remove instance"
        onConfirm={() => mutate()}
        isPending={isPending}
        error={error}
        request={request}
      >
        The instance leaves the lists. What is set on it is kept, and its next deploy brings it back.
      </Confirm>
    </>
  );
}
