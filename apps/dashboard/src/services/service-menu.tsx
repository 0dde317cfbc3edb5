import type { ServiceView } from "@stagepass/contracts";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { useChange } from "../api/use-change.ts";
import { ChangeText } from "../changes/change-text.tsx";
import { useMay } from "../session/session.ts";
import { MoreMenu } from "../ui/controls/menu.tsx";
import { Confirm } from "../ui/layout/dialog.tsx";
import { listed } from "../ui/listed.ts";
import type { ServicePlace } from "./place.ts";
import { remove, saveService, touchedBy } from "./save-target.ts";
import { instancesQuery } from "./services-queries.ts";

interface ServiceMenuProps {
  readonly place: ServicePlace;
  readonly service: ServiceView;
}

/** What else can be done with a service. */
export function ServiceMenu({ place, service }: ServiceMenuProps) {
  const [doing, setDoing] = useState<"describe" | "remove" | null>(null);
  const may = useMay();
  const navigate = useNavigate();
  const close = () => setDoing(null);
  const { data: instances } = useQuery({
    ...instancesQuery(place.org, place.app, place.service),
    enabled: doing === "remove",
  });
  const { org, app } = place;
  const removal = useChange({
    change: () => remove(place, service.revision),
    touches: touchedBy(place),
    said: `Service ${service.name} removed`,
    onDone: () => navigate({ to: "/$org/apps/$app", params: { org, app }, search: { tab: "services" } }),
  });
  return (
    <>
      <MoreMenu
        label="More for this service"
        actions={[
          {
            isOffered: may("patchService"),
            label: "Change description",
            icon: <Pencil />,
            onAction: () => setDoing("describe"),
          },
          {
            isOffered: may("deleteService") && service.removedAt === null,
            label: "Remove service",
            icon: <Trash2 />,
            onAction: () => setDoing("remove"),
            isDanger: true,
          },
        ]}
      />
      {doing === "describe" ? (
        <ChangeText
          title="Change description"
          label="Description"
          field="description"
          text={service.description}
          change={(description) => saveService(place, { description }, service.revision)}
          verb="Save changes"
          touches={touchedBy(place)}
          said="Description saved"
          onClose={close}
        />
      ) : null}
      <Confirm
        title={`Remove ${service.name}?`}
        isOpen={doing === "remove"}
        onClose={close}
        verb="Remove service"
        onConfirm={() => removal.mutate()}
        isPending={removal.isPending}
        error={removal.error}
        request={removal.request}
      >
        The service leaves the lists with{" "}
        {instances === undefined || instances.length === 0
          ? "its instances"
          : listed(
              instances.map(({ stage, region }) => `${stage} ${region}`),
              "instance",
            ).replace(/\.$/, "")}
        . What is set on them is kept, and the next deploy brings them back with it.
      </Confirm>
    </>
  );
}
