import { type AppView, undoProviderMigration } from "@stagepass/contracts";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ask } from "../../api/ask.ts";
import { useChange } from "../../api/use-change.ts";
import { useKeyNames } from "../../deployments/key-names.ts";
import { useMay } from "../../session/session.ts";
import { Button } from "../../ui/controls/button.tsx";
import { Badge } from "../../ui/feedback/badge.tsx";
import { ProblemNote } from "../../ui/feedback/note.tsx";
import { Time } from "../../ui/feedback/time.tsx";
import { Confirm } from "../../ui/layout/dialog.tsx";
import { Card, Section } from "../../ui/layout/page.tsx";
import styles from "./migration.module.css";
import { lastMigrationQuery } from "./migration-queries.ts";
import { PlannedMigration } from "./planned-migration.tsx";

interface MigrationSectionProps {
  readonly org: string;
  readonly app: AppView;
}

/** Moves an application from profiles to providers: look at it before, do it, and take it back. */
export function MigrationSection({ org, app }: MigrationSectionProps) {
  const may = useMay();
  const [isPlanning, setPlanning] = useState(false);
  const [isUndoing, setUndoing] = useState(false);
  const last = useQuery({ ...lastMigrationQuery(org, app.name), enabled: may("getProviderMigration") });
  const undo = useChange({
    change: () => ask(undoProviderMigration, { params: { org }, body: { app: app.name } }),
    touches: [[org]],
    said: "Migration taken back",
    onDone: () => setUndoing(false),
  });
  const nameOf = useKeyNames(org);
  const done = last.data ?? null;
  return (
    <Section
      title="Migration to providers"
      about="Makes providers of its profiles, links them to its services and instances, and copies the parameters, so that every deploy gets what it got."
      actions={
        app.mode !== "providers" && !isPlanning && may("migrateToProviders") ? (
          <Button look="primary" onPress={() => setPlanning(true)}>
            Plan migration
          </Button>
        ) : undefined
      }
    >
      <ProblemNote error={last.error} />
      {done === null || done.migratedAt === null ? null : (
        <Card>
          <div className={styles.done}>
            <p>
              {done.status === "undone" ? <Badge>taken back</Badge> : <Badge tone="good">done</Badge>}{" "}
              Migrated <Time at={done.migratedAt} /> by {nameOf(done.migratedBy ?? "")}
              {done.undoneAt === null ? null : (
                <>
                  , and taken back <Time at={done.undoneAt} /> by {nameOf(done.undoneBy ?? "")}
                </>
              )}
              .
            </p>
            {done.status === "done" && may("undoProviderMigration") ? (
              <Button onPress={() => setUndoing(true)}>Take back</Button>
            ) : null}
          </div>
        </Card>
      )}
      {isPlanning ? <PlannedMigration org={org} app={app.name} onClose={() => setPlanning(false)} /> : null}
      {!isPlanning && app.mode === "providers" && done?.status !== "done" ? (
        <p className={styles.soft}>This application resolves by providers already.</p>
      ) : null}
      <Confirm
        title="Take the migration back?"
        isOpen={isUndoing}
        onClose={() => setUndoing(false)}
        verb="Take back"
        name={app.name}
        onConfirm={() => undo.mutate()}
        isPending={undo.isPending}
        error={undo.error}
        request={undo.request}
      >
        Everything is then what it was before, the mode included. It is refused once something was changed
        that the migration wrote.
      </Confirm>
    </Section>
  );
}
