import { type AppView, patchApp, type Unprofiled } from "@stagepass/contracts";
import { useState } from "react";
import { ask } from "../../api/ask.ts";
import { useChange } from "../../api/use-change.ts";
import { useProfileChoices } from "../../apps/names.ts";
import { useMay } from "../../session/session.ts";
import { ComboBox, Select, Switch } from "../../ui/controls/field.tsx";
import { Form } from "../../ui/controls/form.tsx";
import { Card, Section } from "../../ui/layout/page.tsx";

interface DefaultProfileProps {
  readonly org: string;
  readonly app: AppView;
}

/** What stages get that have no profile of their own. What is changed here waits until it is saved. */
export function DefaultProfile({ org, app }: DefaultProfileProps) {
  const may = useMay();
  const [edits, setEdits] = useState<Partial<Settings>>({});
  const profiles = useProfileChoices(org);
  const stored = settingsOf(app);
  const settings = { ...stored, ...edits };
  const isChanged = JSON.stringify(settings) !== JSON.stringify(stored);
  const change = (part: Partial<Settings>) => setEdits({ ...edits, ...part });
  const { mutate, error, isPending, request } = useChange({
    change: () =>
      ask(patchApp, {
        params: { org, app: app.name },
        body: {
          ...settings,
          defaultProfile: settings.defaultProfile === "" ? null : settings.defaultProfile,
        },
        at: app.revision,
      }),
    touches: [
      [org, "apps"],
      [org, "explanation"],
    ],
    said: "Default deployment profile saved",
    onDone: () => setEdits({}),
  });
  const isReadOnly = !may("patchApp");
  return (
    <Section
      title="Every other stage"
      about="For every stage that is not in the list, also for one that does not exist yet."
    >
      <Card isFlush>
        <Form
          onSubmit={() => mutate()}
          error={error}
          request={request}
          fields={["defaultProfile"]}
          verb="Save changes"
          isPending={isPending}
          isDisabled={!isChanged}
          isReadOnly={isReadOnly}
          isUnsaved={isChanged}
          {...(isChanged ? { onCancel: () => setEdits({}) } : {})}
        >
          <ComboBox
            label="Default deployment profile"
            name="defaultProfile"
            value={settings.defaultProfile}
            onChange={(defaultProfile) => change({ defaultProfile })}
            choices={profiles}
            hint="It applies to every stage that has no profile of its own, also to a misspelt one."
            isDisabled={isReadOnly}
            allowsOther
          />
          <Switch
            label="Without a default, use the organization's stage map"
            hint="Its first pattern that matches the stage gives the profile. Switch it off, and only the stages above can be deployed."
            isSelected={settings.inheritsStages}
            onChange={(inheritsStages) => change({ inheritsStages })}
            isDisabled={isReadOnly}
          />
          <Select<Unprofiled>
            label="A deploy to which no profile applies"
            value={settings.unprofiled}
            onChange={(unprofiled) => change({ unprofiled })}
            choices={unprofiledChoices}
            isDisabled={isReadOnly}
            isRequired
          />
        </Form>
      </Card>
    </Section>
  );
}

interface Settings {
  /** Empty where there is none. */
  readonly defaultProfile: string;
  readonly inheritsStages: boolean;
  readonly unprofiled: Unprofiled;
}

const settingsOf = ({ defaultProfile, inheritsStages, unprofiled }: AppView): Settings => ({
  defaultProfile: defaultProfile ?? "",
  inheritsStages,
  unprofiled,
});

const unprofiledChoices = [
  { id: "refuse", label: "is refused", about: "Nothing is deployed without a profile" },
  { id: "allow", label: "is allowed", about: "Without safeguards, and with nothing of a profile" },
] as const;
