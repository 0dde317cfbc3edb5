import { AppMode, type AppView, patchApp } from "@stagepass/contracts";
import { useState } from "react";
import { ask } from "../../api/ask.ts";
import { useChange } from "../../api/use-change.ts";
import { useMay } from "../../session/session.ts";
import { Button } from "../../ui/controls/button.tsx";
import { Badge } from "../../ui/feedback/badge.tsx";
import { Confirm } from "../../ui/layout/dialog.tsx";
import { Section } from "../../ui/layout/page.tsx";
import { MigrationSection } from "../migration/migration-section.tsx";
import { modes } from "./modes.ts";
import styles from "./resolution.module.css";

interface ResolutionTabProps {
  readonly org: string;
  readonly app: AppView;
}

/** Where the credentials and parameters of an application's deploys come from. */
export function ResolutionTab({ org, app }: ResolutionTabProps) {
  const may = useMay();
  const [next, setNext] = useState<AppMode | null>(null);
  const close = () => setNext(null);
  const { mutate, error, isPending, request } = useChange({
    change: (mode: AppMode) =>
      ask(patchApp, { params: { org, app: app.name }, body: { mode }, at: app.revision }),
    touches: [
      [org, "apps"],
      [org, "explanation"],
    ],
    said: "Mode changed",
    onDone: close,
  });
  return (
    <>
      <Section
        title="Mode"
        about="Where the credentials and parameters of its deploys come from. Safeguards are those of the deployment profile in every mode."
      >
        <ul className={styles.modes}>
          {AppMode.options.map((mode) => (
            <li key={mode} className={styles.mode} data-current={mode === app.mode}>
              <div>
                <h3>{mode}</h3>
                <p>{modes[mode].means}</p>
              </div>
              {mode === app.mode ? (
                <Badge tone="good">in use</Badge>
              ) : may("patchApp") ? (
                <Button onPress={() => setNext(mode)}>Change to {mode}</Button>
              ) : null}
            </li>
          ))}
        </ul>
        <Confirm
          title={`Change ${app.name} to ${next ?? ""}?`}
          isOpen={next !== null}
          onClose={close}
          verb="Change mode"
          name={app.name}
          onConfirm={() => next !== null && mutate(next)}
          isPending={isPending}
          error={error}
          request={() => request(next ?? app.mode)}
        >
          {next === null ? null : (
            <>
              <p>{modes[next].means}</p>
              <p>
                {modes[next].watch} It applies from the next deploy, in all stages at once. You can change it
                back.
              </p>
            </>
          )}
        </Confirm>
      </Section>
      <MigrationSection org={org} app={app} />
    </>
  );
}
