import { ParameterKey, type TargetParameterContent, type TargetParameterView } from "@stagepass/contracts";
import { useState } from "react";
import { useAdd, useChange } from "../../api/use-change.ts";
import { ParameterFields } from "../../profile/parameters/parameter-fields.tsx";
import { nothingTyped, readParameter, type TypedParameter } from "../../profile/parameters/value-source.ts";
import { Switch, TextField } from "../../ui/controls/field.tsx";
import { Form, violationsAt } from "../../ui/controls/form.tsx";
import { Dialog } from "../../ui/layout/dialog.tsx";
import { isBlueprint, type SettingsPlace } from "../place.ts";
import { saveParameter, touchedBy } from "../save-target.ts";

interface ParameterDialogProps {
  readonly place: SettingsPlace;
  /** The parameter to replace. Without one, a parameter is added. */
  readonly parameter?: TargetParameterView;
  readonly revision: number;
  readonly onClose: () => void;
}

/** Adds a parameter, or gives one another value. Adding never replaces one that is there. */
export function ParameterDialog({ place, parameter, revision, onClose }: ParameterDialogProps) {
  const [typed, setTyped] = useState(() => typedFor(parameter));
  const [isNone, setNone] = useState(parameter !== undefined && "none" in parameter);
  const [isTried, setTried] = useState(false);
  const key = typed.key.trim();
  const read = readWithNone(typed, isNone);
  const aftermath = { touches: touchedBy(place), said: `${key} saved`, onDone: onClose };
  const add = useAdd({
    add: () => saveParameter(place, key, contentOf(read), { isNew: true, revision }),
    field: "key",
    what: `a parameter ${key}`,
    ...aftermath,
  });
  const isNew = parameter === undefined;
  const change = useChange({
    change: () => saveParameter(place, key, contentOf(read), { isNew, revision }),
    ...aftermath,
  });
  // A blueprint is changed as a whole, so that nothing but its revision keeps two people apart.
  const { mutate, error, isPending, request } = isNew && !isBlueprint(place) ? add : change;
  const type = (part: Partial<TypedParameter>) => setTyped({ ...typed, ...part });
  const isThere =
    isNew && isBlueprint(place) && place.blueprint.parameters.some((other) => other.key === key);
  const [taken = isThere ? "is there already; replace it instead" : undefined] =
    violationsAt(error, ["key"])["key"] ?? [];
  const errors = { ...(taken === undefined ? {} : { key: taken }), ...(isTried ? read.errors : {}) };
  return (
    <Dialog title={isNew ? "Add parameter" : `Replace ${key}`} isOpen onClose={onClose} isWide>
      <Form
        onSubmit={() => (read.content === null ? setTried(true) : mutate())}
        error={error}
        request={request}
        fields={["key"]}
        verb={isNew ? "Add parameter" : "Save changes"}
        isPending={isPending}
        isDisabled={key === "" || isThere}
        onCancel={onClose}
      >
        {isNone && isNew ? (
          <TextField
            label="Key"
            value={typed.key}
            onChange={(changed) => type({ key: changed })}
            error={errors.key}
            isRequired
            mono
          />
        ) : null}
        {isNone ? null : <ParameterFields typed={typed} onChange={type} errors={errors} hasKey={isNew} />}
        <Switch
          label="No value here"
          hint="Deploys get no value for the key, also where one is set further away."
          isSelected={isNone}
          onChange={setNone}
        />
      </Form>
    </Dialog>
  );
}

/** A form for what is there. The value itself is not known, so it is typed anew. */
function typedFor(parameter: TargetParameterView | undefined): TypedParameter {
  if (parameter === undefined) return nothingTyped;
  const { key } = parameter;
  if ("none" in parameter) return { ...nothingTyped, key };
  const { sensitive, secretsManager, ssm } = parameter;
  if (secretsManager !== undefined) {
    const { secretId, jsonKey = "", versionStage = "" } = secretsManager;
    return {
      ...nothingTyped,
      key,
      sensitive,
      kind: "secretsManager",
      id: secretId,
      jsonKey,
      version: versionStage,
    };
  }
  if (ssm === undefined) return { ...nothingTyped, key, sensitive };
  const version = ssm.label ?? (ssm.version === undefined ? "" : `${ssm.version}`);
  return { ...nothingTyped, key, sensitive, kind: "ssm", id: ssm.name, version };
}

type ReadContent =
  | { readonly content: TargetParameterContent; readonly errors: Record<string, never> }
  | { readonly content: null; readonly errors: NonNullable<ReturnType<typeof readParameter>["errors"]> };

function readWithNone(typed: TypedParameter, isNone: boolean): ReadContent {
  if (!isNone) {
    const { input, errors } = readParameter(typed);
    if (input === null) return { content: null, errors };
    const { key: _inThePath, ...content } = input;
    return { content, errors: {} };
  }
  const { error } = ParameterKey.safeParse(typed.key.trim());
  return error === undefined
    ? { content: { none: true }, errors: {} }
    : { content: null, errors: { key: error.issues[0]?.message ?? "" } };
}

function contentOf({ content }: ReadContent): TargetParameterContent {
  if (content === null) throw new Error("The form checks what was typed before it sends it.");
  return content;
}
