import { isProblemCode } from "@stagepass/contracts";
import { Link } from "@tanstack/react-router";
import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { ApiProblem } from "../../api/problem.ts";
import styles from "./note.module.css";

type Tone = "note" | "good" | "warn" | "bad";

const icons = { note: Info, good: CircleCheck, warn: TriangleAlert, bad: CircleAlert };

interface NoteProps {
  readonly tone?: Tone;
  readonly title?: ReactNode;
  readonly children?: ReactNode;
}

/** Something that is worth a box of its own. */
export function Note({ tone = "note", title, children }: NoteProps) {
  const Icon = icons[tone];
  return (
    <div className={`${styles.note} ${styles[tone]}`} role={tone === "bad" ? "alert" : undefined}>
      <Icon aria-hidden />
      <div className={styles.text}>
        {title === undefined ? null : <p className={styles.title}>{title}</p>}
        {children}
      </div>
    </div>
  );
}

interface ProblemNoteProps {
  readonly error: Error | null | undefined;
  /** The names of the fields that show their own violations, as JSON paths without `$.`. */
  readonly fields?: readonly string[];
}

/** What went wrong, in the words of the server, with every broken rule that no field shows. */
export function ProblemNote({ error, fields = [] }: ProblemNoteProps) {
  if (error === null || error === undefined) return null;
  if (!(error instanceof ApiProblem))
    return (
      <Note tone="bad" title="Something went wrong on this page">
        {error.message}
      </Note>
    );
  const rest = error.violations.filter(({ path }) => !fields.includes(path.replace(/^\$\.?/, "")));
  return (
    <Note tone="bad" title={error.title}>
      <p>{error.message}</p>
      {rest.length === 0 ? null : (
        <ul className={styles.violations}>
          {rest.map(({ path, message }) => (
            <li key={path + message}>
              <code>{path}</code> {message}
            </li>
          ))}
        </ul>
      )}
      {isProblemCode(error.code) ? (
        <p>
          <Link to="/guides/$" params={{ _splat: `problems/${error.code}` }}>
            What this means and what to do
          </Link>
        </p>
      ) : null}
      {error.status < 500 || error.requestId === undefined ? null : (
        <p className={styles.id}>
          Request <code>{error.requestId}</code>
        </p>
      )}
    </Note>
  );
}
