import { migrateToProviders } from "@stagepass/contracts";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ask } from "../../api/ask.ts";
import { useChange } from "../../api/use-change.ts";
import { Button } from "../../ui/controls/button.tsx";
import { Switch } from "../../ui/controls/field.tsx";
import { Skeleton } from "../../ui/feedback/empty.tsx";
import { Note, ProblemNote } from "../../ui/feedback/note.tsx";
import { Confirm } from "../../ui/layout/dialog.tsx";
import { Card } from "../../ui/layout/page.tsx";
import { Conflicts } from "./conflicts.tsx";
import styles from "./migration.module.css";
import { plannedMigrationQuery } from "./migration-queries.ts";
import { ParityReport } from "./parity-report.tsx";
import { PlanView } from "./plan-view.tsx";

interface PlannedMigrationProps {
  readonly org: string;
  readonly app: string;
  readonly onClose: () => void;
}

/** A migration as it would be done now: what is in the way, what deploys would get, and what is written. */
export function PlannedMigration({ org, app, onClose }: PlannedMigrationProps) {
  const [asHosted, setAsHosted] = useState(false);
  const [isSure, setSure] = useState(false);
  const planned = useQuery(plannedMigrationQuery(org, app, asHosted));
  const migrate = useChange({
    change: () => ask(migrateToProviders, { params: { org }, body: { app, asHosted, dryRun: false } }),
    touches: [[org]],
    said: "Migrated to providers",
    onDone: onClose,
  });
  const { plan, parity } = planned.data ?? {};
  const isBlocked =
    plan === undefined ||
    parity === undefined ||
    plan.conflicts.length > 0 ||
    (parity.different > 0 && !asHosted);
  return (
    <>
      <Card>
        <Switch
          label="Do no more than the hosted dashboard did"
          hint="Nothing then keeps a stage from falling to the default. Deploys can get something else: read the differences first."
          isSelected={asHosted}
          onChange={setAsHosted}
        />
      </Card>
      <ProblemNote error={planned.error} />
      {plan === undefined || parity === undefined ? (
        planned.error === null ? (
          <Skeleton lines={6} />
        ) : null
      ) : (
        <>
          <Conflicts conflicts={plan.conflicts} />
          <ParityReport parity={parity} />
          <PlanView plan={plan} />
        </>
      )}
      {parity !== undefined && parity.different > 0 && !asHosted ? (
        <Note tone="bad" title="Deploys would get something else">
          <p>Nothing is written while a single target differs.</p>
        </Note>
      ) : null}
      <div className={styles.buttons}>
        <Button onPress={onClose}>Cancel</Button>
        <Button look="primary" isDisabled={isBlocked} onPress={() => setSure(true)}>
          Migrate to providers
        </Button>
      </div>
      <Confirm
        title={`Migrate ${app} to providers?`}
        isOpen={isSure}
        onClose={() => setSure(false)}
        verb="Migrate"
        name={app}
        onConfirm={() => migrate.mutate()}
        isPending={migrate.isPending}
        error={migrate.error}
        request={migrate.request}
      >
        All of it is written at once, and the mode becomes providers. You can take it back until something was
        changed that it wrote. Clients of 1.x are refused from then on.
      </Confirm>
    </>
  );
}
