import { FieldError, Label, Text, TextArea, TextField } from "react-aria-components";
import styles from "./code-area.module.css";
import field from "./field.module.css";

interface CodeAreaProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  /** The line that the error is about, counted from 1. Without it, the line that the error itself names. */
  readonly errorLine?: number | undefined;
  readonly minLines?: number;
  readonly placeholder?: string;
  readonly isRequired?: boolean;
}

/** An editor for code: lines with numbers, of which one can be marked as wrong. */
export function CodeArea(props: CodeAreaProps) {
  const { label, value, onChange, hint, error, errorLine, minLines = 4, placeholder, isRequired } = props;
  const wrong = errorLine ?? lineIn(error);
  const count = Math.max(minLines, value.split("\n").length);
  return (
    <TextField
      value={value}
      onChange={onChange}
      isInvalid={error !== undefined}
      isRequired={isRequired ?? false}
      className={field.field ?? ""}
    >
      <Label className={field.label}>{label}</Label>
      <div className={styles.frame} data-invalid={error === undefined ? undefined : true}>
        <div className={styles.numbers} aria-hidden>
          {Array.from({ length: count }, (_, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line is known by its number
            <span key={index} data-wrong={index + 1 === wrong ? true : undefined}>
              {index + 1}
            </span>
          ))}
        </div>
        <TextArea
          className={styles.code}
          rows={count}
          wrap="off"
          spellCheck={false}
          autoCapitalize="off"
          placeholder={placeholder}
        />
      </div>
      {hint === undefined ? null : (
        <Text slot="description" className={field.hint}>
          {hint}
        </Text>
      )}
      <FieldError className={field.error}>{error}</FieldError>
    </TextField>
  );
}

/** The line that a message names, such as `line 3, column 5: …`. */
function lineIn(message: string | undefined): number | undefined {
  const line = /\bline (\d+)/.exec(message ?? "")?.[1];
  return line === undefined ? undefined : Number(line);
}
