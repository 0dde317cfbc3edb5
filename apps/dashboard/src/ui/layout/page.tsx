import type { ReactNode } from "react";
import { ReadsAsCurl } from "../../curl/as-curl.tsx";
import { GuideLink } from "../../guides/guide-link.tsx";
import type { Topic } from "../../guides/topics.ts";
import styles from "./page.module.css";
import { useHeadingFocus } from "./use-heading-focus.ts";

interface PageProps {
  /** Where this page is below, such as the list that it belongs to. */
  readonly above?: ReactNode;
  readonly title: ReactNode;
  /** One sentence about what this is. */
  readonly about?: ReactNode;
  readonly actions?: ReactNode;
  /** What it is about, for the link to its guide. Tabs name theirs themselves. */
  readonly topic?: Topic;
  /** Whether it is the same for everybody, so that there is no request to show. */
  readonly readsNothing?: boolean;
  readonly children: ReactNode;
}

/** A page: its title, what can be done with it, and its content. The document's title follows it. */
export function Page({ above, title, about, actions, topic, readsNothing = false, children }: PageProps) {
  const heading = useHeadingFocus();
  return (
    <div className={styles.page}>
      {typeof title === "string" ? <title>{`${title} · Stagepass`}</title> : null}
      {above === undefined ? null : (
        <nav className={styles.above} aria-label="Above this page">
          {above}
        </nav>
      )}
      <header className={styles.head}>
        <div className={styles.titles}>
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {about === undefined ? null : <p>{about}</p>}
        </div>
        <div className={styles.actions}>
          {readsNothing ? null : <ReadsAsCurl />}
          {topic === undefined ? null : <GuideLink topic={topic} />}
          {actions}
        </div>
      </header>
      {children}
    </div>
  );
}

interface SectionProps {
  readonly title: string;
  readonly about?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A part of a page with a heading of its own. */
export function Section({ title, about, actions, children }: SectionProps) {
  return (
    <section className={styles.section} aria-label={title}>
      <header className={styles.sectionHead}>
        <div>
          <h2>{title}</h2>
          {about === undefined ? null : <p>{about}</p>}
        </div>
        {actions === undefined ? null : <div className={styles.actions}>{actions}</div>}
      </header>
      {children}
    </section>
  );
}

/** A surface with a border, for what belongs together. */
export function Card({
  children,
  isFlush = false,
}: {
  readonly children: ReactNode;
  readonly isFlush?: boolean;
}) {
  return <div className={isFlush ? `${styles.card} ${styles.flush}` : styles.card}>{children}</div>;
}

/** Names and what they stand for, one below the other. */
export function Facts({ facts }: { readonly facts: Readonly<Record<string, ReactNode>> }) {
  return (
    <dl className={styles.facts}>
      {Object.entries(facts).map(([name, fact]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{fact}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Fields one below the other; with `isRow`, beside each other where there is room. */
export function Fields({
  children,
  isRow = false,
}: {
  readonly children: ReactNode;
  readonly isRow?: boolean;
}) {
  return <div className={isRow ? styles.row : styles.fields}>{children}</div>;
}
