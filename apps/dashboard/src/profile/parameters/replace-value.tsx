import { useState } from "react";
import { Button } from "../../ui/controls/button.tsx";
import { Actions, Dialog } from "../../ui/layout/dialog.tsx";
import { useDraft } from "../draft/draft.tsx";
import type { DraftParameter } from "../draft/edits.ts";
import { ParameterFields } from "./parameter-fields.tsx";
import styles from "./parameters.module.css";
import { nothingTyped, readParameter, type SourceKind, type TypedParameter } from "./value-source.ts";

interface ReplaceValueProps {
  readonly parameter: DraftParameter;
  readonly onClose: () => void;
}

/** Asks for another value for a key. The one that it has cannot be shown; a reference can. */
export function ReplaceValue({ parameter, onClose }: ReplaceValueProps) {
  const { editParameters } = useDraft();
  const [typed, setTyped] = useState(() => typedFor(parameter));
  const [isTried, setTried] = useState(false);
  const { input, errors } = readParameter(typed);
  return (
    <Dialog title={`Replace the value of ${parameter.key}`} isOpen onClose={onClose} isWide>
      <form
        className={styles.body}
        onSubmit={(event) => {
          event.preventDefault();
          if (input === null) return setTried(true);
          editParameters({ [input.key]: input });
          onClose();
        }}
      >
        <ParameterFields
          typed={typed}
          onChange={(part) => setTyped({ ...typed, ...part })}
          errors={isTried ? (errors ?? {}) : {}}
        />
        <Actions>
          <Button onPress={onClose}>Cancel</Button>
          <Button look="primary" type="submit">
            Replace value
          </Button>
        </Actions>
      </form>
    </Dialog>
  );
}

function typedFor({ key, sensitive, stored, edit }: DraftParameter): TypedParameter {
  const { secretsManager, ssm } = edit ?? stored ?? {};
  const kind: SourceKind =
    secretsManager === undefined ? (ssm === undefined ? "value" : "ssm") : "secretsManager";
  const version = secretsManager?.versionStage ?? ssm?.label ?? ssm?.version?.toString() ?? "";
  const id = secretsManager?.secretId ?? ssm?.name ?? "";
  return { ...nothingTyped, key, sensitive, kind, id, version, jsonKey: secretsManager?.jsonKey ?? "" };
}
