import { useState } from "react";
import { TextField } from "./field.tsx";

interface ListFieldProps {
  readonly label: string;
  readonly value: readonly string[];
  readonly onChange: (value: string[]) => void;
  readonly hint?: string;
  readonly error?: string | undefined;
  readonly placeholder?: string;
  readonly isRequired?: boolean;
  /** Whether each text has a line of its own. Else commas are between them. */
  readonly isLong?: boolean;
}

/** A field for several texts. */
export function ListField({ value, onChange, isLong = false, ...rest }: ListFieldProps) {
  const [text, setText] = useState(() => value.join(isLong ? "\n" : ", "));
  return (
    <TextField
      {...rest}
      value={text}
      onChange={(next) => {
        setText(next);
        onChange(
          next
            .split(isLong ? "\n" : /[,\n]/)
            .map((item) => item.trim())
            .filter((item) => item !== ""),
        );
      }}
      {...(isLong ? { lines: Math.min(8, Math.max(3, text.split("\n").length + 1)) } : {})}
      mono
    />
  );
}
