import { Pencil } from "lucide-react";
import { useState } from "react";
import { IconButton } from "../ui/controls/button.tsx";
import { TextField } from "../ui/controls/field.tsx";
import { useDraft } from "./draft/draft.tsx";

/** The description of the profile, which can be changed where it stands. */
export function ProfileHead() {
  const { profile, isReadOnly, edit } = useDraft();
  const [isEditing, setEditing] = useState(false);
  if (isEditing)
    return (
      <TextField
        label="Description"
        value={profile.description}
        onChange={(description) => edit({ description })}
        autoFocus
      />
    );
  return (
    <>
      {profile.description === "" ? "No description" : profile.description}{" "}
      {isReadOnly ? null : (
        <IconButton icon={<Pencil />} label="Change the description" onPress={() => setEditing(true)} />
      )}
    </>
  );
}
