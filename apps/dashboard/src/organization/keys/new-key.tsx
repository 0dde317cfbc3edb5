import { Button } from "../../ui/controls/button.tsx";
import { CodeBlock } from "../../ui/controls/copy.tsx";
import { Note } from "../../ui/feedback/note.tsx";
import { Actions, Dialog } from "../../ui/layout/dialog.tsx";
import styles from "../providers/providers.module.css";

interface NewKeyProps {
  readonly made: { readonly name: string; readonly key: string };
  readonly onClose: () => void;
}

/** Shows a new key once. When the window is closed, the page forgets it. */
export function NewKey({ made, onClose }: NewKeyProps) {
  return (
    <Dialog title={`The key ${made.name}`} isOpen onClose={onClose}>
      <div className={styles.body}>
        <Note tone="warn" title="Copy it now">
          This is the only time that it is shown. Only its digest is stored.
        </Note>
        <CodeBlock code={made.key} what="the access key" />
        <Actions>
          <Button look="primary" onPress={onClose}>
            Done
          </Button>
        </Actions>
      </div>
    </Dialog>
  );
}
