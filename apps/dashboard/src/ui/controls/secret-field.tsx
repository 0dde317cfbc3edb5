import { Eye, EyeOff } from "lucide-react";
import { useState } from "react";
import { FieldError, Input, Label, Text, TextArea, TextField } from "react-aria-components";
import { IconButton } from "./button.tsx";
import field from "./field.module.css";
import styles from "./secret-field.module.css";

interface SecretFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Whether what is typed is hidden until somebody asks to see it. */
  readonly isHidden: boolean;
  readonly hint?: string;
  readonly error?: string | undefined;
  readonly autoFocus?: boolean;
}

/**
 * A field for a value that nobody should read over a shoulder. It takes several lines, such as those of a private key, which
 * a password field of the browser would join into one.
 */
export function SecretField(props: SecretFieldProps) {
  const { label, value, onChange, isHidden, hint, error, autoFocus = false } = props;
  const [isShown, setShown] = useState(false);
  const [hasLines, setLines] = useState(false);
  const isMasked = isHidden && !isShown;
  const isLong = hasLines || value.includes("\n");
  const className = `${field.input} ${field.mono} ${styles.input}`;
  return (
    <TextField
      type={isMasked ? "password" : "text"}
      value={value}
      onChange={onChange}
      isInvalid={error !== undefined}
      autoComplete="off"
      autoFocus={autoFocus}
      className={field.field ?? ""}
    >
      <Label className={field.label}>{label}</Label>
      <div className={styles.frame}>
        {isLong ? (
          <TextArea
            className={`${className} ${field.area} ${isMasked ? styles.masked : ""}`}
            rows={4}
            spellCheck={false}
          />
        ) : (
          <Input
            className={className}
            spellCheck={false}
            onPaste={(event) => {
              const pasted = event.clipboardData.getData("text/plain");
              if (!/[\r\n]/.test(pasted.trimEnd())) return;
              event.preventDefault();
              setLines(true);
              onChange(value + pasted.replaceAll("\r\n", "\n"));
            }}
          />
        )}
        {isHidden ? (
          <span className={styles.eye}>
            <IconButton
              icon={isShown ? <EyeOff /> : <Eye />}
              label={isShown ? "Hide what is typed" : "Show what is typed"}
              onPress={() => setShown(!isShown)}
            />
          </span>
        ) : null}
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
