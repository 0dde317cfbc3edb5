import { Trash2 } from "lucide-react";
import { Button } from "../../../ui/controls/button.tsx";
import { CodeArea } from "../../../ui/controls/code-area.tsx";
import { type Choice, Select, TextField } from "../../../ui/controls/field.tsx";
import { JsonField } from "../../../ui/controls/json-field.tsx";
import { Fields } from "../../../ui/layout/page.tsx";
import styles from "../safeguards.module.css";
import { type TypedExample, templateText, withInput, withTarget } from "./example-draft.ts";

interface ExampleFieldsProps {
  readonly example: TypedExample;
  /** Its place in the list, counted from 1. */
  readonly number: number;
  readonly needs: readonly string[];
  readonly onChange: (example: TypedExample) => void;
  readonly onRemove: () => void;
  readonly onBroken: (isBroken: boolean) => void;
  readonly errorOf: (field: string) => string | undefined;
}

const outcomes: readonly Choice<TypedExample["expect"]>[] = [
  { id: "passed", label: "passed" },
  { id: "failed", label: "failed", about: "Also where it only warns" },
  { id: "skipped", label: "skipped", about: "The safeguard does not look at it" },
];

const places = [
  { part: "stage", label: "Stage", placeholder: "dev" },
  { part: "service", label: "Service", placeholder: "example" },
  { part: "region", label: "Region", placeholder: "us-east-1" },
] as const;

/** An example: a deploy, and the outcome that is expected of it. */
export function ExampleFields(props: ExampleFieldsProps) {
  const { example, number, needs, onChange, onRemove, onBroken, errorOf } = props;
  const { name = "", input, expect } = example;
  const { declaration } = input;
  return (
    <fieldset className={styles.item}>
      <legend className="visually-hidden">Example {number}</legend>
      <Fields isRow>
        <TextField
          label="Name of the example"
          value={name}
          onChange={(next) => onChange({ ...example, name: next })}
          error={errorOf("name")}
          placeholder="Ireland is refused"
        />
        <Select
          label="Expected"
          value={expect}
          onChange={(next) => onChange({ ...example, expect: next })}
          choices={outcomes}
          error={errorOf("expect")}
          isRequired
        />
      </Fields>
      <Fields isRow>
        {places.map(({ part, label, placeholder }) => (
          <TextField
            key={part}
            label={label}
            value={input.target?.[part] ?? ""}
            onChange={(next) => onChange(withTarget(example, { [part]: next }))}
            error={errorOf(`input.target.${part}`)}
            placeholder={placeholder}
            mono
          />
        ))}
        {needs.includes("framework-version") || input.frameworkVersion !== undefined ? (
          <TextField
            label="Framework version"
            value={input.frameworkVersion ?? ""}
            onChange={(frameworkVersion) => onChange(withInput(example, { frameworkVersion }))}
            error={errorOf("input.frameworkVersion")}
            mono
          />
        ) : null}
      </Fields>
      {needs.includes("template") || input.template !== undefined ? (
        <CodeArea
          label="Template"
          value={templateText(example)}
          onChange={(template) => onChange(withInput(example, { template }))}
          hint="A CloudFormation template, in JSON or YAML."
          error={errorOf("input.template")}
          placeholder={"Resources:\n  …"}
        />
      ) : null}
      {needs.includes("declaration") || declaration !== undefined ? (
        <JsonField
          label="serverless.yml as JSON"
          value={declaration}
          onChange={(next) => {
            onBroken(next === undefined);
            const read = next?.json as TypedExample["input"]["declaration"]; // checked when it is done
            if (next !== undefined) onChange(withInput(example, { declaration: read }));
          }}
          error={errorOf("input.declaration")}
        />
      ) : null}
      {errorOf("input") === undefined ? null : <p className={styles.error}>{errorOf("input")}</p>}
      <div className={styles.between}>
        <span className={styles.soft}>What is empty is as the grey text says.</span>
        <Button look="quiet" icon={<Trash2 />} onPress={onRemove}>
          Remove example
        </Button>
      </div>
    </fieldset>
  );
}
