import { createContext, type FormEvent, type ReactNode, use } from "react";
import { TextField as AriaTextField, FieldError, Input, Label, Text, TextArea } from "react-aria-components";
import styles from "./field.module.css";

/** Around fields that are all optional, such as those of a filter, which need not say so. */
export const AllOptional = createContext(false);

/** What every field has: a label, and, if there is more to say, the rule beside it. */
export interface Labelled {
  readonly label: string;
  /** The name by which a problem of the server finds this field: the JSON path without `$.`. */
  readonly name?: string;
  readonly hint?: ReactNode;
  readonly isRequired?: boolean;
  readonly isDisabled?: boolean;
  /** Says that this is wrong, in place of what a form knows from the server. */
  readonly error?: string | undefined;
}

interface TextFieldProps extends Labelled {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly type?: "text" | "password" | "search" | "datetime-local";
  readonly placeholder?: string;
  readonly autoComplete?: string;
  readonly autoFocus?: boolean;
  /** Shows a field of several lines. */
  readonly lines?: number;
  /** Shows what is typed in letters of one width, as code and names are. */
  readonly mono?: boolean;
}

/** A field for text. */
export function TextField(props: TextFieldProps) {
  const {
    label,
    hint,
    value,
    onChange,
    type = "text",
    placeholder,
    lines,
    mono = false,
    error,
    autoComplete = "off",
    ...rest
  } = props;
  const className = mono ? `${styles.input} ${styles.mono}` : styles.input;
  return (
    <AriaTextField
      {...rest}
      {...invalid(error)}
      type={type}
      value={value}
      onChange={onChange}
      autoComplete={autoComplete}
      className={styles.field}
    >
      <FieldLabel label={label} isRequired={props.isRequired} />
      {lines === undefined ? (
        <Input className={className} placeholder={placeholder} spellCheck={!mono} onInput={forgetMistake} />
      ) : (
        <TextArea
          className={`${className} ${styles.area}`}
          rows={lines}
          placeholder={placeholder}
          spellCheck={!mono}
          onInput={forgetMistake}
        />
      )}
      <Help hint={hint} error={error} />
    </AriaTextField>
  );
}

/** The label of a field. It says when the field may stay empty. */
export function FieldLabel({
  label,
  isRequired,
}: {
  readonly label: string;
  readonly isRequired: boolean | undefined;
}) {
  const isSilent = use(AllOptional);
  return (
    <Label className={styles.label}>
      {label}
      {isSilent || isRequired === true ? null : <span className={styles.optional}>optional</span>}
    </Label>
  );
}

/** The rule beside a field, or what is wrong with it. */
export function Help({ hint, error }: { readonly hint: ReactNode; readonly error: string | undefined }) {
  return (
    <>
      {hint === undefined ? null : (
        <Text slot="description" className={styles.hint}>
          {hint}
        </Text>
      )}
      <FieldError className={styles.error}>{error}</FieldError>
    </>
  );
}

/**
 * Takes what a form said about a field away as soon as the field is changed. It would go when the field is left, and move
 * what is below it, so that a press on the form's button would miss.
 */
export function forgetMistake({ currentTarget: field }: FormEvent<HTMLElement>): void {
  if (field.getAttribute("aria-invalid") === "true") field.dispatchEvent(new Event("change"));
}

/** Says that a field is invalid. Without a message of the page itself, the form decides. */
export const invalid = (error: string | undefined) => (error === undefined ? {} : { isInvalid: true });
