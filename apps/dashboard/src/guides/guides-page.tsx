import { Link } from "@tanstack/react-router";
import { Page, Section } from "../ui/layout/page.tsx";
import { guideGroups, guidesOf } from "./guide-groups.ts";
import { guideTitles } from "./guide-modules.ts";
import styles from "./guides-page.module.css";

/** The list of all guides. */
export function GuidesPage() {
  const all = [...guideTitles.keys()];
  return (
    <Page
      readsNothing
      title="Guides"
      about="What everything means and how it is used. They come with Stagepass and need no network."
    >
      {guideGroups.map(({ title, guides }) => (
        <Section key={title} title={title}>
          <ul className={styles.list}>
            {guidesOf(guides, all).map((path) => (
              <li key={path}>
                <Link to="/guides/$" params={{ _splat: path }}>
                  {guideTitles.get(path)}
                </Link>
              </li>
            ))}
          </ul>
        </Section>
      ))}
    </Page>
  );
}
