import { Link } from "@tanstack/react-router";
import { type ReactNode, useEffect, useRef } from "react";
import styles from "./tabs.module.css";

/** One tab: its name in the URL, and the word on it. */
export interface TabName<T extends string> {
  readonly id: T;
  readonly label: string;
  /** A number or mark behind the word. */
  readonly mark?: ReactNode;
}

interface TabsProps<T extends string> {
  readonly label: string;
  readonly tabs: readonly TabName<T>[];
  readonly current: T;
}

/** Tabs that are links, so that each has an address. The one that is shown stands in the URL as `tab`. */
export function Tabs<T extends string>({ label, tabs, current }: TabsProps<T>) {
  const nav = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the tab that is shown is marked in the document
  useEffect(() => {
    nav.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [current]);
  return (
    <nav ref={nav} className={styles.tabs} aria-label={label}>
      {tabs.map(({ id, label: word, mark }) => (
        <Link
          key={id}
          to="."
          search={(before) => ({ ...before, tab: id as never })} // the page that shows the tabs has their names in its route
          className={styles.tab}
          aria-current={id === current ? "page" : undefined}
          resetScroll={false}
        >
          {word}
          {mark === undefined ? null : <span className={styles.mark}>{mark}</span>}
        </Link>
      ))}
    </nav>
  );
}
