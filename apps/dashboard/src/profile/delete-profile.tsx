import { deleteProfile } from "@stagepass/contracts";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { ask } from "../api/ask.ts";
import { useChange } from "../api/use-change.ts";
import { Button } from "../ui/controls/button.tsx";
import { Note } from "../ui/feedback/note.tsx";
import { Actions, Confirm, Dialog } from "../ui/layout/dialog.tsx";
import { useDraft } from "./draft/draft.tsx";
import { usesQuery } from "./profile-queries.ts";
import styles from "./uses/uses.module.css";
import { UsesTable } from "./uses/uses-table.tsx";

/** Deletes a profile after its name was typed. While it is used, it says by what instead. */
export function DeleteProfile({ onClose }: { readonly onClose: () => void }) {
  const { org, base } = useDraft();
  const navigate = useNavigate();
  const uses = useInfiniteQuery(usesQuery(org, base.name));
  const { mutate, error, isPending, request } = useChange({
    change: () => ask(deleteProfile, { params: { org, profile: base.name }, at: base.version }),
    touches: [[org, "profiles", "list"]],
    said: `Profile ${base.name} deleted`,
    onDone: () => void navigate({ to: "/$org/profiles", params: { org }, ignoreBlocker: true }),
  });
  if (uses.data !== undefined && uses.data.length > 0)
    return (
      <Dialog title={`${base.name} cannot be deleted`} isOpen onClose={onClose} isWide>
        <div className={styles.body}>
          <Note tone="warn">
            <p>It is in use. Give these stages and applications another profile first.</p>
          </Note>
          <UsesTable org={org} profile={base.name} />
          <Actions>
            <Button onPress={onClose}>Close</Button>
          </Actions>
        </div>
      </Dialog>
    );
  return (
    <Confirm
      title={`Delete ${base.name}?`}
      isOpen
      onClose={onClose}
      verb="Delete profile"
      name={base.name}
      onConfirm={() => mutate()}
      isPending={isPending}
      error={error}
      request={request}
    >
      <p>
        All its versions go, and the values of its parameters are destroyed. This cannot be undone. The
        records of deployments stay.
      </p>
    </Confirm>
  );
}
