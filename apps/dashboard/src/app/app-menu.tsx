import { type AppView, patchApp, renameApp } from "@stagepass/contracts";
import { useNavigate } from "@tanstack/react-router";
import { Pencil, TextCursorInput, Trash2 } from "lucide-react";
import { useState } from "react";
import { ask } from "../api/ask.ts";
import { ChangeText } from "../changes/change-text.tsx";
import { useMay } from "../session/session.ts";
import { MoreMenu } from "../ui/controls/menu.tsx";
import { DeleteApp } from "./delete-app.tsx";

interface AppMenuProps {
  readonly org: string;
  readonly app: AppView;
}

/** What else can be done with an application. */
export function AppMenu({ org, app }: AppMenuProps) {
  const [doing, setDoing] = useState<"describe" | "rename" | "delete" | null>(null);
  const may = useMay();
  const navigate = useNavigate();
  const close = () => setDoing(null);
  const touches = [[org, "apps"]];
  const at = app.revision;
  return (
    <>
      <MoreMenu
        label="More for this application"
        actions={[
          {
            isOffered: may("patchApp"),
            label: "Change description",
            icon: <Pencil />,
            onAction: () => setDoing("describe"),
          },
          {
            isOffered: may("renameApp"),
            label: "Rename",
            icon: <TextCursorInput />,
            onAction: () => setDoing("rename"),
          },
          {
            isOffered: may("deleteApp"),
            label: "Delete application",
            icon: <Trash2 />,
            onAction: () => setDoing("delete"),
            isDanger: true,
          },
        ]}
      />
      {doing === "describe" ? (
        <ChangeText
          title="Change description"
          label="Description"
          field="description"
          text={app.description}
          change={(description) =>
            ask(patchApp, { params: { org, app: app.name }, body: { description }, at })
          }
          verb="Save changes"
          touches={touches}
          said="Description saved"
          onClose={close}
        />
      ) : null}
      {doing === "rename" ? (
        <ChangeText
          title={`Rename ${app.name}`}
          label="New name"
          field="name"
          text={app.name}
          hint="Its stages, services and providers follow, and so do access keys. Deploys that still say the old name are refused."
          change={(name) => ask(renameApp, { params: { org, app: app.name }, body: { name }, at })}
          verb="Rename application"
          touches={touches}
          said="Application renamed"
          onClose={close}
          onDone={({ name }) =>
            navigate({ to: "/$org/apps/$app", params: { org, app: name }, replace: true })
          }
          isRequired
        />
      ) : null}
      {doing === "delete" ? <DeleteApp org={org} app={app} onClose={close} /> : null}
    </>
  );
}
