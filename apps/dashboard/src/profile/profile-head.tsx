import { Pencil } from "lucide-react";
import { useEffect, useState } from "react";
import { Button, IconButton } from "../ui/controls/button.tsx";
import { TextField } from "../ui/controls/field.tsx";
import { useDraft } from "./draft/draft.tsx";
import styles from "./profile-head.module.css";

interface ProfileHeadProps {
  readonly onEdit: () => void;
}

/** The description of the profile, and the way to change it. */
export function ProfileHead({ onEdit }: ProfileHeadProps) {
  const { profile, isReadOnly } = useDraft();
  return (
    <span className={styles.head}>
      {profile.description === "" ? "No description" : profile.description}
      {isReadOnly ? null : <IconButton icon={<Pencil />} label="Change the description" onPress={onEdit} />}
    </span>
  );
}

/** The field for the description, in the place of the text. It goes once a version was saved. */
export function DescriptionField({ onClose }: { readonly onClose: () => void }) {
  const { base, profile, violations, edit } = useDraft();
  const [began] = useState(base.version);
  useEffect(() => {
    if (base.version !== began) onClose();
  }, [base.version, began, onClose]);
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <TextField
        label="Description"
        value={profile.description}
        onChange={(description) => edit({ description })}
        error={violations.find(({ tab }) => tab === "description")?.message}
        autoFocus
      />
      <Button type="submit">Done</Button>
    </form>
  );
}
