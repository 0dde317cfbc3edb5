import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { IconButton } from "./button.tsx";
import styles from "./copy.module.css";

interface CopyButtonProps {
  readonly text: string;
  /** What is copied, such as `the trust policy`. */
  readonly what: string;
}

/** Copies a text, and says so for a moment. */
export function CopyButton({ text, what }: CopyButtonProps) {
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), 1_500);
  };
  return (
    <IconButton
      icon={isCopied ? <Check /> : <Copy />}
      label={isCopied ? "Copied" : `Copy ${what}`}
      onPress={() => void copy()}
    />
  );
}

interface CodeBlockProps {
  readonly code: string;
  readonly what: string;
}

/** Lines to read and to copy. */
export function CodeBlock({ code, what }: CodeBlockProps) {
  return (
    <div className={styles.block}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre tabIndex={0}>
        <code>{code}</code>
      </pre>
      <span className={styles.button}>
        <CopyButton text={code} what={what} />
      </span>
    </div>
  );
}
