import { useState } from "react";
import { type Choice, ComboBox } from "../ui/controls/field.tsx";

interface NameFilterProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
  readonly choices: readonly Choice[];
}

/** Filters by a name. A name that is chosen counts at once, and one that is typed when it is left or confirmed. */
export function NameFilter({ label, value, onChange, choices }: NameFilterProps) {
  const [typed, setTyped] = useState(value ?? "");
  const [shown, setShown] = useState(value);
  if (shown !== value) {
    setShown(value);
    setTyped(value ?? "");
  }
  const apply = (text: string) => {
    const name = text === "" ? undefined : text;
    if (name !== value) onChange(name);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        apply(typed);
      }}
      onBlur={() => apply(typed)}
    >
      <ComboBox
        label={label}
        value={typed}
        onChange={(text) => {
          setTyped(text);
          if (text === "" || choices.some(({ id }) => id === text)) apply(text);
        }}
        choices={choices}
        placeholder="Any"
        allowsOther
      />
    </form>
  );
}
