import { Fragment, type ReactNode } from "react";
import styles from "./badge.module.css";

type Tone = "plain" | "good" | "warn" | "bad" | "accent";

/** A word about the state of something. */
export function Badge({ tone = "plain", children }: { readonly tone?: Tone; readonly children: ReactNode }) {
  return <span className={`${styles.badge} ${styles[tone]}`}>{children}</span>;
}

/** A word that stands where there is nothing, so that it is not read before what is there. */
export function Soft({ children }: { readonly children: ReactNode }) {
  return <span className={styles.soft}>{children}</span>;
}

/** A text that breaks behind its colons and slashes, such as the ARN of a role. */
export function Breakable({ text }: { readonly text: string }) {
  return text.split(/(?<=[:/])(?![:/])/).map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text have no other key
    <Fragment key={index}>
      {index === 0 ? null : <wbr />}
      {part}
    </Fragment>
  ));
}

/** The name of something, as it is written in files and commands. */
export function Name({ children }: { readonly children: ReactNode }) {
  return (
    <code className={styles.name}>
      {typeof children === "string" ? <Breakable text={children} /> : children}
    </code>
  );
}
