import { renameProfile } from "@stagepass/contracts";
import { useNavigate } from "@tanstack/react-router";
import { TextCursorInput, Trash2 } from "lucide-react";
import { useState } from "react";
import { ask } from "../api/ask.ts";
import { ChangeText } from "../changes/change-text.tsx";
import { useMay } from "../session/session.ts";
import { MoreMenu } from "../ui/controls/menu.tsx";
import { DeleteProfile } from "./delete-profile.tsx";
import { useDraft } from "./draft/draft.tsx";

/** What else can be done with a profile. With unsaved changes it keeps its name, since they would be lost. */
export function ProfileMenu() {
  const { org, base, changes } = useDraft();
  const [doing, setDoing] = useState<"rename" | "delete" | null>(null);
  const may = useMay();
  const navigate = useNavigate();
  const close = () => setDoing(null);
  return (
    <>
      <MoreMenu
        label="More for this profile"
        actions={[
          {
            isOffered: may("renameProfile"),
            label: changes.length === 0 ? "Rename" : "Rename (save changes first)",
            icon: <TextCursorInput />,
            onAction: () => setDoing("rename"),
            isDisabled: changes.length > 0,
          },
          {
            isOffered: may("deleteProfile"),
            label: "Delete profile",
            icon: <Trash2 />,
            onAction: () => setDoing("delete"),
            isDanger: true,
          },
        ]}
      />
      {doing === "rename" ? (
        <ChangeText
          title={`Rename ${base.name}`}
          label="New name"
          field="name"
          text={base.name}
          hint="Stages, applications and the stage map follow. Versions keep their numbers."
          change={(name) =>
            ask(renameProfile, { params: { org, profile: base.name }, body: { name }, at: base.version })
          }
          verb="Rename profile"
          touches={[
            [org, "profiles", "list"],
            [org, "apps"],
          ]}
          said="Profile renamed"
          onClose={close}
          onDone={({ name }) =>
            void navigate({ to: "/$org/profiles/$profile", params: { org, profile: name }, replace: true })
          }
          isRequired
        />
      ) : null}
      {doing === "delete" ? <DeleteProfile onClose={close} /> : null}
    </>
  );
}
