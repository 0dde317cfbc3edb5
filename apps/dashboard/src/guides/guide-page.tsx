import { Link, useLoaderData } from "@tanstack/react-router";
import { Compass } from "lucide-react";
import { Empty } from "../ui/feedback/empty.tsx";
import { Page } from "../ui/layout/page.tsx";
import type { GuideHeading } from "./guide.ts";
import { GuideContent } from "./guide-content.tsx";
import styles from "./guide-page.module.css";

/** One guide, with the list of its parts beside it. */
export function GuidePage() {
  const guide = useLoaderData({ from: "/guides/$" });
  const above = <Link to="/guides">Guides</Link>;
  if (guide === undefined)
    return (
      <Page readsNothing above={above} title="There is no such guide">
        <Empty
          icon={<Compass />}
          title="This address leads to no guide"
          action={<Link to="/guides">All guides</Link>}
        >
          The address may be misspelt, or it belongs to another version of Stagepass.
        </Empty>
      </Page>
    );
  const parts = guide.headings.filter(({ level }) => level <= 3);
  return (
    <Page readsNothing above={above} title={guide.title}>
      <div className={styles.guide}>
        <article className={styles.text}>
          <GuideContent nodes={guide.content} />
        </article>
        {parts.length < 2 ? null : <Parts parts={parts} />}
      </div>
    </Page>
  );
}

function Parts({ parts }: { readonly parts: readonly GuideHeading[] }) {
  return (
    <nav className={styles.parts} aria-label="On this page">
      <h2>On this page</h2>
      <ul>
        {parts.map(({ id, text, level }) => (
          <li key={id} data-level={level}>
            <a href={`#${id}`}>{text}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
