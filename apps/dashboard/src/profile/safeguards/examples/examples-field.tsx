import { Plus } from "lucide-react";
import { useState } from "react";
import { Button } from "../../../ui/controls/button.tsx";
import { JsonField } from "../../../ui/controls/json-field.tsx";
import styles from "../safeguards.module.css";
import { newExample, type TypedExample } from "./example-draft.ts";
import { ExampleFields } from "./example-fields.tsx";

interface ExamplesFieldProps {
  readonly value: readonly TypedExample[] | undefined;
  /** What a deploy has to say for the policy to look at it, such as `template`. */
  readonly needs: readonly string[];
  readonly onChange: (value: TypedExample[]) => void;
  readonly onBroken: (isBroken: boolean) => void;
  readonly errorAt: (field: string) => string | undefined;
}

/** The examples of a safeguard, each as a form, or all as their JSON. */
export function ExamplesField({ value = [], needs, onChange, onBroken, errorAt }: ExamplesFieldProps) {
  const isList = Array.isArray(value);
  const [wantsJson, setWantsJson] = useState(!isList);
  // What was typed as JSON may be no list: it has no form then.
  const isJson = wantsJson || !isList;
  const error = errorAt("examples");
  return (
    <>
      <div className={styles.between}>
        <p className={styles.soft}>They are tried whenever the profile is saved.</p>
        <Button
          look="quiet"
          isDisabled={!isList}
          onPress={() => {
            setWantsJson(!isJson);
            onBroken(false);
          }}
        >
          {isJson ? "Show as a form" : "Show as JSON"}
        </Button>
      </div>
      {isJson ? (
        <JsonField
          label="Examples as JSON"
          value={value}
          onChange={(next) => {
            onBroken(next === undefined);
            if (next !== undefined) onChange(next.json as TypedExample[]); // checked when it is done
          }}
          error={error}
        />
      ) : (
        <>
          {value.map((example, index) => (
            <ExampleFields
              // biome-ignore lint/suspicious/noArrayIndexKey: an example may have no name
              key={`${index} of ${value.length}`}
              example={example}
              number={index + 1}
              needs={needs}
              onChange={(next) => onChange(value.with(index, next))}
              onRemove={() => onChange(value.toSpliced(index, 1))}
              onBroken={onBroken}
              errorOf={(field) => errorAt(`examples[${index}].${field}`)}
            />
          ))}
          {error === undefined ? null : <p className={styles.error}>{error}</p>}
          <div>
            <Button icon={<Plus />} onPress={() => onChange([...value, newExample])}>
              Add example
            </Button>
          </div>
        </>
      )}
    </>
  );
}
