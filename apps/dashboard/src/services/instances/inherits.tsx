import { useChange } from "../../api/use-change.ts";
import { useMay } from "../../session/session.ts";
import { Switch } from "../../ui/controls/field.tsx";
import { ProblemNote } from "../../ui/feedback/note.tsx";
import { Card, Section } from "../../ui/layout/page.tsx";
import type { InstancePlace } from "../place.ts";
import { saveInstance, touchedBy } from "../save-target.ts";

interface InheritsProps {
  readonly place: InstancePlace;
  readonly inherits: boolean;
  readonly revision: number;
}

/** Whether an instance takes anything from its service, its organization or a profile. */
export function Inherits({ place, inherits, revision }: InheritsProps) {
  const may = useMay();
  const { mutate, error, isPending } = useChange({
    change: (next: boolean) => saveInstance(place, { inherits: next }, revision),
    touches: touchedBy(place),
    said: "Saved",
  });
  return (
    <Section title="What it inherits">
      <ProblemNote error={error} />
      <Card>
        <Switch
          label="Inherit from the service, the organization and the profile"
          hint="Switched off, deploys get only what is set here. The instance then needs a provider of its own, or none on purpose."
          isSelected={inherits}
          onChange={(next) => mutate(next)}
          isDisabled={isPending || !may("patchInstance")}
        />
      </Card>
    </Section>
  );
}
