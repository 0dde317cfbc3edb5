import { Check, ChevronDown } from "lucide-react";
import { createContext, type FormEvent, type ReactNode, use } from "react";
import {
  Button as AriaButton,
  Checkbox as AriaCheckbox,
  ComboBox as AriaComboBox,
  NumberField as AriaNumberField,
  Select as AriaSelect,
  Switch as AriaSwitch,
  TextField as AriaTextField,
  FieldError,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  SelectValue,
  Text,
  TextArea,
} from "react-aria-components";
import styles from "./field.module.css";

/** Around fields that are all optional, such as those of a filter, which need not say so. */
export const AllOptional = createContext(false);

/** What every field has: a label, and, if there is more to say, the rule beside it. */
interface Labelled {
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

interface NumberFieldProps extends Labelled {
  /** Null while the field is empty. */
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
  readonly min?: number;
  readonly max?: number;
}

/** A field for a whole number. */
export function NumberField({ label, hint, value, onChange, min, max, error, ...rest }: NumberFieldProps) {
  return (
    <AriaNumberField
      {...rest}
      {...invalid(error)}
      value={value ?? Number.NaN}
      onChange={(number) => onChange(Number.isNaN(number) ? null : number)}
      minValue={min}
      maxValue={max}
      formatOptions={{ useGrouping: false, maximumFractionDigits: 0 }}
      className={styles.field}
    >
      <FieldLabel label={label} isRequired={rest.isRequired} />
      <Input className={styles.input} />
      <Help hint={hint} error={error} />
    </AriaNumberField>
  );
}

/** One of the things that can be chosen. */
export interface Choice<T extends string = string> {
  readonly id: T;
  readonly label: string;
  /** A second line that says what it means. */
  readonly about?: string | undefined;
}

interface SelectProps<T extends string> extends Labelled {
  readonly value: T | null;
  readonly onChange: (value: T) => void;
  readonly choices: readonly Choice<T>[];
  readonly placeholder?: string;
}

/** Chooses one of few things. */
export function Select<T extends string>(props: SelectProps<T>) {
  const { label, hint, value, onChange, choices, placeholder = "Choose…", error, ...rest } = props;
  return (
    <AriaSelect
      {...rest}
      {...invalid(error)}
      selectedKey={value}
      onSelectionChange={(key) => {
        const choice = choices.find(({ id }) => id === key);
        if (choice !== undefined) onChange(choice.id);
      }}
      placeholder={placeholder}
      className={styles.field}
    >
      <FieldLabel label={label} isRequired={props.isRequired} />
      <AriaButton className={`${styles.input} ${styles.select}`}>
        <SelectValue className={styles.chosen}>
          {({ isPlaceholder, defaultChildren }) =>
            isPlaceholder ? defaultChildren : choices.find(({ id }) => id === value)?.label
          }
        </SelectValue>
        <ChevronDown aria-hidden />
      </AriaButton>
      <Help hint={hint} error={error} />
      <Choices choices={choices} />
    </AriaSelect>
  );
}

interface ComboBoxProps extends Labelled {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly choices: readonly Choice[];
  /** Whether a text that is no choice may stay. */
  readonly allowsOther?: boolean;
  readonly placeholder?: string;
}

/** Chooses one of many things by typing. */
export function ComboBox(props: ComboBoxProps) {
  const { label, hint, value, onChange, choices, allowsOther = false, placeholder, error, ...rest } = props;
  return (
    <AriaComboBox
      {...rest}
      {...invalid(error)}
      inputValue={value}
      onInputChange={onChange}
      allowsCustomValue={allowsOther}
      menuTrigger="focus"
      className={styles.field}
    >
      <FieldLabel label={label} isRequired={props.isRequired} />
      <div className={styles.combo}>
        <Input
          className={`${styles.input} ${styles.mono}`}
          placeholder={placeholder}
          spellCheck={false}
          onInput={forgetMistake}
        />
        <AriaButton className={styles.open} aria-label={`Show the choices for ${label}`}>
          <ChevronDown aria-hidden />
        </AriaButton>
      </div>
      <Help hint={hint} error={error} />
      <Choices choices={choices} />
    </AriaComboBox>
  );
}

function Choices({ choices }: { readonly choices: readonly Choice[] }) {
  return (
    <Popover className={styles.popover} offset={4}>
      <ListBox
        className={styles.list}
        items={choices}
        renderEmptyState={() => <p className={styles.none}>Nothing fits</p>}
      >
        {({ id, label, about }) => (
          <ListBoxItem id={id} textValue={label} className={styles.option}>
            <span className={styles.optionText}>
              <Text slot="label">{label}</Text>
              {about === undefined ? null : (
                <Text slot="description" className={styles.about}>
                  {about}
                </Text>
              )}
            </span>
            <Check aria-hidden className={styles.check} />
          </ListBoxItem>
        )}
      </ListBox>
    </Popover>
  );
}

interface ToggleProps {
  readonly label: ReactNode;
  readonly isSelected: boolean;
  readonly onChange: (isSelected: boolean) => void;
  readonly hint?: ReactNode;
  readonly isDisabled?: boolean;
}

/** Switches something on or off. */
export function Switch({ label, hint, ...props }: ToggleProps) {
  return (
    <AriaSwitch {...props} className={styles.toggle}>
      <span className={styles.track} />
      <span>
        {label}
        {hint === undefined ? null : <span className={styles.about}>{hint}</span>}
      </span>
    </AriaSwitch>
  );
}

/** Marks something. */
export function Checkbox({ label, hint, ...props }: ToggleProps) {
  return (
    <AriaCheckbox {...props} className={styles.toggle}>
      <span className={styles.box}>
        <Check aria-hidden />
      </span>
      <span>
        {label}
        {hint === undefined ? null : <span className={styles.about}>{hint}</span>}
      </span>
    </AriaCheckbox>
  );
}

function FieldLabel({
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

function Help({ hint, error }: { readonly hint: ReactNode; readonly error: string | undefined }) {
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
function forgetMistake({ currentTarget: field }: FormEvent<HTMLElement>): void {
  if (field.getAttribute("aria-invalid") === "true") field.dispatchEvent(new Event("change"));
}

/** Says that a field is invalid. Without a message of the page itself, the form decides. */
const invalid = (error: string | undefined) => (error === undefined ? {} : { isInvalid: true });
