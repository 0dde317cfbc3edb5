import { rollbackProfile } from "@stagepass/contracts";
import { ask } from "../../api/ask.ts";
import { useChange } from "../../api/use-change.ts";
import { Note } from "../../ui/feedback/note.tsx";
import { Confirm } from "../../ui/layout/dialog.tsx";
import { useDraft } from "../draft/draft.tsx";
import { VersionDifference } from "./version-changes.tsx";
import styles from "./versions.module.css";

interface RollBackProps {
  readonly version: number;
  readonly onClose: () => void;
}

/** Makes a new version with the content of an older one, after it showed what that changes. */
export function RollBack({ version, onClose }: RollBackProps) {
  const { org, base, changes } = useDraft();
  const { mutate, error, isPending, request } = useChange({
    change: () => ask(rollbackProfile, { params: { org, profile: base.name, version }, at: base.version }),
    touches: [[org, "profiles"]],
    said: `Version ${version} is restored`,
    onDone: onClose,
  });
  return (
    <Confirm
      title={`Roll back to version ${version}?`}
      isOpen
      onClose={onClose}
      verb="Roll back"
      onConfirm={() => mutate()}
      isPending={isPending}
      error={error}
      request={request}
    >
      <div className={styles.body}>
        <p>
          A new version gets the content of version {version}. Versions in between stay. Deploys that begin
          afterwards get this:
        </p>
        <VersionDifference org={org} profile={base.name} version={version} from={base.version} />
        {changes.length === 0 ? null : (
          <Note tone="warn" title="There are unsaved changes">
            <p>They are kept, and would be saved on top of the restored version.</p>
          </Note>
        )}
      </div>
    </Confirm>
  );
}
