import type { Safeguard } from "@stagepass/contracts";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ApiProblem } from "../../api/problem.ts";
import { Button } from "../../ui/controls/button.tsx";
import { Skeleton } from "../../ui/feedback/empty.tsx";
import { ProblemNote } from "../../ui/feedback/note.tsx";
import { Actions, Confirm, Dialog } from "../../ui/layout/dialog.tsx";
import { ExamplesField } from "./examples/examples-field.tsx";
import { ExemptionsField } from "./exemptions-field.tsx";
import { Part } from "./part.tsx";
import { SafeguardBasics } from "./safeguard-basics.tsx";
import { scopeInWords, toEdit, toSave } from "./safeguard-draft.ts";
import { checkSafeguard, errorAt, errorsOfTried, type FieldError } from "./safeguard-errors.ts";
import { policiesQuery } from "./safeguard-queries.ts";
import styles from "./safeguards.module.css";
import { ScopeFields } from "./scope-fields.tsx";
import { SettingsField } from "./settings-field.tsx";
import { TryOut } from "./try-out.tsx";

interface SafeguardEditorProps {
  readonly org: string;
  readonly title: string;
  readonly verb: string;
  readonly safeguard: Safeguard;
  /** The names of the other safeguards of the profile. */
  readonly otherNames: readonly string[];
  /** What the server refused when the profile was to be saved. */
  readonly refused: readonly FieldError[];
  readonly onDone: (safeguard: Safeguard) => void;
  readonly onClose: () => void;
}

/** Everything that makes a safeguard. What is done here goes into the draft, which is saved with the profile. */
export function SafeguardEditor(props: SafeguardEditorProps) {
  const { org, title, verb, safeguard, otherNames, refused, onDone, onClose } = props;
  const { data: policies, error } = useQuery(policiesQuery);
  const [typed, setTyped] = useState(() => toEdit(safeguard));
  const [errors, setErrors] = useState(refused);
  const [broken, setBroken] = useState<readonly string[]>([]);
  const [isLeaving, setLeaving] = useState(false);
  const isChanged = JSON.stringify(typed) !== JSON.stringify(toEdit(safeguard));
  const close = () => (isChanged ? setLeaving(true) : onClose());
  const policy = policies?.find((each) => each.safeguard === typed.safeguard);
  const change = (part: Partial<Safeguard>) => setTyped({ ...typed, ...part });
  const setBrokenAt = (part: string, isBroken: boolean) =>
    setBroken((before) => [...before.filter((each) => each !== part), ...(isBroken ? [part] : [])]);
  const at = (field: string) => errorAt(errors, field, fieldsOf(typed));
  const done = () => {
    const next = toSave(typed);
    const found = checkSafeguard(next, otherNames);
    setErrors(found);
    if (found.length === 0 && broken.length === 0) onDone(next);
  };
  return (
    <Dialog title={title} isOpen onClose={close} isWide>
      <form
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          done();
        }}
      >
        <ProblemNote error={error} />
        {policies === undefined ? (
          <Skeleton lines={6} />
        ) : (
          <SafeguardBasics
            typed={typed}
            policies={policies}
            errorAt={at}
            onChange={(next) => {
              setTyped(next);
              setErrors([]);
            }}
          />
        )}
        {policy === undefined ? null : (
          <>
            <SettingsField
              key={policy.safeguard}
              policy={policy}
              value={typed.settings}
              onChange={(settings) => change({ settings })}
              onBroken={(isBroken) => setBrokenAt("settings", isBroken)}
              errorAt={at}
            />
            <Part title="Scope" about={scopeInWords(typed)} isOpen={hasError(errors, "scope")}>
              <ScopeFields
                value={typed.scope ?? {}}
                onChange={(scope) => change({ scope })}
                errorOf={(name) => at(`scope.${name}`)}
              />
            </Part>
            <Part title="Exemptions" about={count(typed.exemptions)} isOpen={hasError(errors, "exemptions")}>
              <ExemptionsField
                value={typed.exemptions ?? []}
                onChange={(exemptions) => change({ exemptions })}
                errorAt={at}
              />
            </Part>
            <Part title="Examples" about={count(typed.examples)} isOpen={hasError(errors, "examples")}>
              <ExamplesField
                value={typed.examples}
                needs={policy.needs}
                onChange={(examples) => change({ examples: examples as Safeguard["examples"] })} // their defaults are filled in later
                onBroken={(isBroken) => setBrokenAt("examples", isBroken)}
                errorAt={at}
              />
            </Part>
            <Part title="Try it out" about="on an example, or on a template that you paste">
              <TryOut
                org={org}
                safeguard={toSave(typed)}
                needs={policy.needs}
                isBroken={broken.length > 0}
                onError={(failure) =>
                  setErrors(failure instanceof ApiProblem ? errorsOfTried(failure.violations) : [])
                }
              />
            </Part>
          </>
        )}
        <Actions>
          <Button onPress={close}>Cancel</Button>
          <Button look="primary" type="submit" isDisabled={policy === undefined || broken.length > 0}>
            {verb}
          </Button>
        </Actions>
      </form>
      <Confirm
        title="Close without keeping this?"
        isOpen={isLeaving}
        onClose={() => setLeaving(false)}
        verb="Discard"
        onConfirm={onClose}
        isPending={false}
        error={null}
      >
        <p>What you typed for this safeguard would be lost.</p>
      </Confirm>
    </Dialog>
  );
}

const hasError = (errors: readonly FieldError[], part: string) =>
  errors.some(({ field }) => field.startsWith(part));

const count = (list: readonly unknown[] | undefined) =>
  list === undefined || list.length === 0 ? "none" : `${list.length}`;

const exampleInputs = [
  ...["input.target.stage", "input.target.service", "input.target.region"],
  ...["input.frameworkVersion", "input.template", "input.declaration"],
];

/** The fields that have a place of their own in the editor. */
function fieldsOf({ exemptions = [], examples = [] }: Safeguard): string[] {
  return [
    ...["name", "safeguard", "description", "enforcementLevel", "examples"],
    ...["settings", "settings.code", "settings.expression", "settings.message"],
    ...["scope.stages", "scope.services", "scope.regions"],
    ...(Array.isArray(exemptions) ? exemptions : []).flatMap((_, index) =>
      ["what", "what.stages", "what.services", "what.regions", "what.resources", "why", "who", "until"].map(
        (field) => `exemptions[${index}].${field}`,
      ),
    ),
    ...(Array.isArray(examples) ? examples : []).flatMap((_, index) =>
      ["name", "expect", "input", ...exampleInputs].map((field) => `examples[${index}].${field}`),
    ),
  ];
}
