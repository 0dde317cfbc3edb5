import { Check, ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import {
  Button as AriaButton,
  Checkbox as AriaCheckbox,
  ComboBox as AriaComboBox,
  NumberField as AriaNumberField,
  Select as AriaSelect,
  Switch as AriaSwitch,
  Input,
  ListBox,
  ListBoxItem,
  Popover,
  SelectValue,
  Text,
} from "react-aria-components";
import styles from "./field.module.css";
import { FieldLabel, forgetMistake, Help, invalid, type Labelled } from "./text-field.tsx";

export { AllOptional, TextField } from "./text-field.tsx";

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
