import { Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { Button, IconButton } from "../../ui/controls/button.tsx";
import { TextField } from "../../ui/controls/field.tsx";
import styles from "./safeguards.module.css";

interface MapFieldProps {
  readonly label: string;
  readonly value: Readonly<Record<string, unknown>>;
  readonly onChange: (value: Record<string, string>) => void;
  readonly error?: string | undefined;
}

/** A field for names and their values, such as tags and what they must match. */
export function MapField({ label, value, onChange, error }: MapFieldProps) {
  // Rows are kept beside the value, since two names can be alike while one of them is typed.
  const [rows, setRows] = useState(() =>
    Object.entries(value).map(([name, text]) => [name, String(text)] as const),
  );
  const change = (next: readonly (readonly [string, string])[]) => {
    setRows([...next]);
    onChange(Object.fromEntries(next.filter(([name]) => name !== "")));
  };
  return (
    <fieldset className={styles.map}>
      <legend>{label}</legend>
      {rows.map(([name, text], index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row has no other name while it is typed
        <div key={index} className={styles.pair}>
          <TextField
            label="Name"
            value={name}
            onChange={(next) => change(rows.with(index, [next, text]))}
            isRequired
            mono
          />
          <TextField
            label="Must match"
            value={text}
            onChange={(next) => change(rows.with(index, [name, next]))}
            isRequired
            mono
          />
          <IconButton
            icon={<Trash2 />}
            label={`Remove ${name}`}
            onPress={() => change(rows.filter((_, other) => other !== index))}
          />
        </div>
      ))}
      <div>
        <Button icon={<Plus />} onPress={() => setRows([...rows, ["", ""]])}>
          Add a name
        </Button>
      </div>
      {error === undefined ? null : <p className={styles.error}>{error}</p>}
    </fieldset>
  );
}
