import { useQuery } from "@tanstack/react-query";
import { Link, Outlet } from "@tanstack/react-router";
import { sessionQuery } from "../session/session.ts";
import { Frame } from "../shell/frame.tsx";
import { Mark } from "../shell/mark.tsx";
import styles from "./guides-frame.module.css";

/** Puts the guides into the menu of whoever is signed in. They hold nothing of an organization, so that everybody may read them. */
export function GuidesFrame() {
  const { data: session } = useQuery(sessionQuery);
  if (session !== null && session !== undefined) return <Frame org={session.org} />;
  return (
    <>
      <header className={styles.bar}>
        <Link to="/guides" className={styles.home}>
          <Mark size={22} /> Stagepass
        </Link>
        <Link to="/sign-in">Sign in</Link>
      </header>
      <main>
        <Outlet />
      </main>
    </>
  );
}
