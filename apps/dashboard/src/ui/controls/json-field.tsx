import { useState } from "react";
import { CodeArea } from "./code-area.tsx";

interface JsonFieldProps {
  readonly label: string;
  readonly value: unknown;
  /** Is called with what the text holds, and with undefined while it is not JSON. */
  readonly onChange: (value: { readonly json: unknown } | undefined) => void;
  readonly hint?: string;
  readonly error?: string | undefined;
  readonly minLines?: number;
}

/** A field for JSON. What is typed stays as it is; where it is not JSON, the field says so. */
export function JsonField({ label, value, onChange, hint, error, minLines = 4 }: JsonFieldProps) {
  const [text, setText] = useState(() => (value === undefined ? "" : JSON.stringify(value, null, 2)));
  const mistake = mistakeIn(text);
  return (
    <CodeArea
      label={label}
      value={text}
      onChange={(next) => {
        setText(next);
        onChange(mistakeIn(next) === undefined ? { json: read(next) } : undefined);
      }}
      hint={hint}
      error={mistake ?? error}
      minLines={minLines}
    />
  );
}

const read = (text: string): unknown => (text.trim() === "" ? undefined : JSON.parse(text));

/** Why a text is not JSON, with the line where it can be known. */
export function mistakeIn(text: string): string | undefined {
  try {
    read(text);
    return undefined;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const position = /position (\d+)/.exec(reason)?.[1];
    if (position === undefined) return `is not JSON: ${reason}`;
    const line = text.slice(0, Number(position)).split("\n").length;
    return `line ${line} is not JSON: ${reason.replace(/ in JSON at position.*/, "")}`;
  }
}
