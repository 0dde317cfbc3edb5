import { useNavigate, useSearch } from "@tanstack/react-router";
import { Mark } from "../shell/mark.tsx";
import { SignInForm } from "./sign-in-form.tsx";
import styles from "./sign-in-page.module.css";

/** The page for whoever is not signed in. */
export function SignInPage() {
  const navigate = useNavigate();
  const { next } = useSearch({ from: "/sign-in" });
  return (
    <main className={styles.page}>
      <title>Sign in · Stagepass</title>
      <div className={styles.card}>
        <header className={styles.head}>
          <Mark />
          <h1>Sign in to Stagepass</h1>
          <p>May this deploy go, and with what?</p>
        </header>
        <SignInForm
          onSignedIn={() => void (next === undefined ? navigate({ to: "/" }) : navigate({ href: next }))}
        />
        <p className={styles.help}>
          The local stack prints a key when it starts. In an organization, an admin makes one for you.
        </p>
      </div>
    </main>
  );
}
