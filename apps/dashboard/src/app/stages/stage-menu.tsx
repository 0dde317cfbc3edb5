import { deleteStage, renameStage, type StageView } from "@stagepass/contracts";
import { Pencil, TextCursorInput, Trash2 } from "lucide-react";
import { useState } from "react";
import { ask } from "../../api/ask.ts";
import { useChange } from "../../api/use-change.ts";
import { ChangeText } from "../../changes/change-text.tsx";
import { useMay } from "../../session/session.ts";
import { MoreMenu } from "../../ui/controls/menu.tsx";
import { Confirm } from "../../ui/layout/dialog.tsx";
import { StageDialog } from "./stage-dialog.tsx";

interface StageMenuProps {
  readonly org: string;
  readonly app: string;
  readonly stage: StageView;
}

/** What can be done with a stage. */
export function StageMenu({ org, app, stage }: StageMenuProps) {
  const [doing, setDoing] = useState<"change" | "rename" | "remove" | null>(null);
  const may = useMay();
  const close = () => setDoing(null);
  const params = { org, app, stage: stage.name };
  const touches = [
    [org, "apps", app],
    [org, "explanation"],
  ];
  const remove = useChange({
    change: () => ask(deleteStage, { params, at: stage.revision }),
    touches,
    said: `Stage ${stage.name} removed`,
    onDone: close,
  });
  return (
    <>
      <MoreMenu
        label={`More for ${stage.name}`}
        actions={[
          {
            isOffered: may("patchStage"),
            label: "Change profile",
            icon: <Pencil />,
            onAction: () => setDoing("change"),
          },
          {
            isOffered: may("renameStage"),
            label: "Rename",
            icon: <TextCursorInput />,
            onAction: () => setDoing("rename"),
          },
          {
            isOffered: may("deleteStage"),
            label: "Remove",
            icon: <Trash2 />,
            onAction: () => setDoing("remove"),
            isDanger: true,
          },
        ]}
      />
      {doing === "change" ? <StageDialog org={org} app={app} stage={stage} onClose={close} /> : null}
      {doing === "rename" ? (
        <ChangeText
          title={`Rename ${stage.name}`}
          label="New name"
          field="name"
          text={stage.name}
          hint="Its instances follow. Access keys do not: a scope that names the stage goes on naming the old name."
          change={(name) => ask(renameStage, { params, body: { name }, at: stage.revision })}
          verb="Rename stage"
          touches={touches}
          said="Stage renamed"
          onClose={close}
          isRequired
        />
      ) : null}
      <Confirm
        title={`Remove ${stage.name}?`}
        isOpen={doing === "remove"}
        onClose={close}
        verb="Remove stage"
        onConfirm={() => remove.mutate()}
        isPending={remove.isPending}
        error={remove.error}
        request={remove.request}
      >
        The stage loses its profile {stage.profile}. The default applies then, or what the organization's
        stage map says.
      </Confirm>
    </>
  );
}
