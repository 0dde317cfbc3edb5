import { Search, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { SearchField as AriaSearchField, Button, Input } from "react-aria-components";
import field from "./field.module.css";
import styles from "./search-field.module.css";

interface SearchFieldProps {
  readonly label: string;
  /** What is searched for, as the URL has it. */
  readonly value: string | undefined;
  /** Is called a moment after somebody has typed; with undefined for everything. */
  readonly onSearch: (text: string | undefined) => void;
}

const pauseMs = 200;

/** A field that narrows a list while somebody types. */
export function SearchField({ label, value = "", onSearch }: SearchFieldProps) {
  const [text, setText] = useState(value);
  const asked = useRef(value);
  // A value that was not typed here comes from a link or from going back.
  useEffect(() => {
    if (value === asked.current) return;
    asked.current = value;
    setText(value);
  }, [value]);
  useEffect(() => {
    const next = text.trim();
    if (next === asked.current) return;
    const timer = setTimeout(() => {
      asked.current = next;
      onSearch(next === "" ? undefined : next);
    }, pauseMs);
    return () => clearTimeout(timer);
  }, [text, onSearch]);
  return (
    <AriaSearchField
      aria-label={label}
      value={text}
      onChange={setText}
      autoComplete="off"
      className={styles.search ?? ""}
    >
      <Search aria-hidden />
      <Input className={field.input} placeholder={label} spellCheck={false} />
      {text === "" ? null : (
        <Button className={styles.clear ?? ""} aria-label="Clear the search">
          <X aria-hidden />
        </Button>
      )}
    </AriaSearchField>
  );
}
