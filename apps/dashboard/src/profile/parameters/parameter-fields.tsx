import { Select, Switch, TextField } from "../../ui/controls/field.tsx";
import { SecretField } from "../../ui/controls/secret-field.tsx";
import { Fields } from "../../ui/layout/page.tsx";
import type { ParameterFieldName, SourceKind, TypedParameter } from "./value-source.ts";

const kinds: readonly { id: SourceKind; label: string; about: string }[] = [
  { id: "value", label: "A value", about: "Stored here, encrypted. It can be replaced and never read back" },
  { id: "secretsManager", label: "AWS Secrets Manager", about: "Read at each deploy with its own role" },
  { id: "ssm", label: "AWS SSM Parameter Store", about: "Read at each deploy with its own role" },
];

interface ParameterFieldsProps {
  readonly typed: TypedParameter;
  readonly onChange: (part: Partial<TypedParameter>) => void;
  readonly errors: Partial<Record<ParameterFieldName, string>>;
  /** Whether the key can be chosen. */
  readonly hasKey?: boolean;
}

/** The fields of a parameter: its key, where its value is, and whether it is sensitive. */
export function ParameterFields({ typed, onChange, errors, hasKey = false }: ParameterFieldsProps) {
  return (
    <>
      <Fields isRow>
        {hasKey ? (
          <TextField
            label="Key"
            value={typed.key}
            onChange={(key) => onChange({ key })}
            placeholder="DATABASE_URL"
            error={errors.key}
            isRequired
            mono
          />
        ) : null}
        <Select<SourceKind>
          label="From"
          value={typed.kind}
          onChange={(kind) => onChange({ kind })}
          choices={kinds}
          isRequired
        />
        {typed.kind === "value" ? (
          <SecretField
            label="Value"
            value={typed.value}
            onChange={(value) => onChange({ value })}
            isHidden={typed.sensitive}
            error={errors.value}
          />
        ) : (
          <TextField
            label="Name or ARN"
            value={typed.id}
            onChange={(id) => onChange({ id })}
            placeholder={typed.kind === "ssm" ? "/prod/db/url" : "prod/db"}
            error={errors.id}
            isRequired
            mono
          />
        )}
      </Fields>
      {typed.kind === "value" ? null : (
        <Fields isRow>
          {typed.kind === "secretsManager" ? (
            <TextField
              label="JSON key"
              value={typed.jsonKey}
              onChange={(jsonKey) => onChange({ jsonKey })}
              hint="One key of a secret that holds JSON. Empty: the whole secret."
              error={errors.jsonKey}
              mono
            />
          ) : null}
          <TextField
            label={typed.kind === "ssm" ? "Version or label" : "Version stage"}
            value={typed.version}
            onChange={(version) => onChange({ version })}
            hint="Empty: the current one."
            error={errors.version}
            mono
          />
        </Fields>
      )}
      <Switch
        label="Sensitive"
        hint="Clients keep it out of what they print."
        isSelected={typed.sensitive}
        onChange={(sensitive) => onChange({ sensitive })}
      />
    </>
  );
}
