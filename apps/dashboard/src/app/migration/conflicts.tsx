import type { MigrationConflict } from "@stagepass/contracts";
import type { z } from "zod";
import { Badge, Name } from "../../ui/feedback/badge.tsx";
import { Note } from "../../ui/feedback/note.tsx";
import styles from "./migration.module.css";
import { placeName } from "./place-name.ts";

/** What keeps a migration from being done, and what to do about it. */
export function Conflicts({
  conflicts,
}: {
  readonly conflicts: readonly z.infer<typeof MigrationConflict>[];
}) {
  if (conflicts.length === 0) return null;
  return (
    <Note
      tone="bad"
      title={
        conflicts.length === 1 ? "1 conflict is in the way" : `${conflicts.length} conflicts are in the way`
      }
    >
      <ul className={styles.list}>
        {conflicts.map((conflict) => (
          <li key={JSON.stringify(conflict)}>
            <Badge tone="bad">{conflict.kind}</Badge>{" "}
            {conflict.service === null && conflict.stage === null ? null : <Name>{placeName(conflict)}</Name>}{" "}
            {conflict.message}
          </li>
        ))}
      </ul>
    </Note>
  );
}
