import type { PolicyView } from "@stagepass/contracts";
import { useState } from "react";
import { Button } from "../../ui/controls/button.tsx";
import { Select } from "../../ui/controls/field.tsx";
import { JsonField } from "../../ui/controls/json-field.tsx";
import styles from "./safeguards.module.css";
import { ShapeField } from "./settings-form.tsx";
import { fits, shapesOf, startOf, titleOf } from "./settings-shape.ts";

interface SettingsFieldProps {
  readonly policy: PolicyView;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  readonly onBroken: (isBroken: boolean) => void;
  /** Gives what is wrong with `settings` or with one of its fields, such as `settings.code`. */
  readonly errorAt: (field: string) => string | undefined;
}

/** The settings of a policy: a form where its schema has one for them, and their JSON. */
export function SettingsField({ policy, value, onChange, onBroken, errorAt }: SettingsFieldProps) {
  const shapes = shapesOf(policy.settingsSchema);
  const shape = shapes.find((each) => fits(each, value));
  const [wantsJson, setWantsJson] = useState(false);
  const isJson = wantsJson || shape === undefined;
  const error = errorAt("settings");
  if (shape?.kind === "nothing") return <p className={styles.soft}>This policy has no settings.</p>;
  const begin = (title: string) => {
    const next = shapes.find((each) => titleOf(each) === title);
    if (next === undefined) return;
    onChange(fits(next, policy.defaultSettings) ? policy.defaultSettings : startOf(next));
  };
  return (
    <fieldset className={styles.settings}>
      <legend className={styles.legend}>
        Settings
        {shape === undefined ? null : (
          <Button
            look="quiet"
            onPress={() => {
              setWantsJson(!wantsJson);
              onBroken(false);
            }}
          >
            {isJson ? "Show as a form" : "Show as JSON"}
          </Button>
        )}
      </legend>
      {isJson ? (
        <JsonField
          label="Settings as JSON"
          value={value}
          onChange={(next) => {
            onBroken(next === undefined);
            if (next !== undefined) onChange(next.json);
          }}
          error={error}
        />
      ) : (
        <>
          {shapes.length > 1 ? (
            <Select
              label="Form"
              value={titleOf(shape)}
              onChange={begin}
              choices={shapes.map((each) => ({ id: titleOf(each), label: titleOf(each) }))}
              isRequired
            />
          ) : null}
          <ShapeField
            key={titleOf(shape)}
            label={shape.kind === "text" && shape.isCode ? "Code" : policy.title}
            shape={shape}
            value={value}
            onChange={onChange}
            isRequired
            error={error}
            errorOf={(field) => errorAt(`settings.${field}`)}
          />
          {["object", "list"].includes(shape.kind) && error !== undefined ? (
            <p className={styles.error}>{error}</p>
          ) : null}
        </>
      )}
    </fieldset>
  );
}
