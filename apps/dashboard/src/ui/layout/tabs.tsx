import { Link } from "@tanstack/react-router";
import { type ReactNode, useEffect, useRef } from "react";
import { GuideLink } from "../../guides/guide-link.tsx";
import type { Topic } from "../../guides/topics.ts";
import styles from "./tabs.module.css";

/** One tab: its name in the URL, and the word on it. */
export interface TabName<T extends string> {
  readonly id: T;
  readonly label: string;
  /** A number or mark behind the word. */
  readonly mark?: ReactNode;
  /** What it is about, for the link to its guide. */
  readonly topic: Topic;
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
  const topic = tabs.find(({ id }) => id === current)?.topic;
  return (
    <div className={styles.row}>
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
      {topic === undefined ? null : <GuideLink topic={topic} />}
    </div>
  );
}
