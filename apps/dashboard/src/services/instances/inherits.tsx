import { useChange } from "../../api/use-change.ts";
import { AsCurl } from "../../curl/as-curl.tsx";
import { useMay } from "../../session/session.ts";
import { Switch } from "../../ui/controls/field.tsx";
import { ProblemNote } from "../../ui/feedback/note.tsx";
import { Card, Section } from "../../ui/layout/page.tsx";
import { type BlueprintPlace, type InstancePlace, isBlueprint, operationsAt } from "../place.ts";
import { saveInherits, touchedBy } from "../save-target.ts";

interface InheritsProps {
  readonly place: InstancePlace | BlueprintPlace;
  readonly inherits: boolean;
  readonly revision: number;
}

/** Whether an instance, or those that begin with a blueprint, takes anything from its service, its organization or a profile. */
export function Inherits({ place, inherits, revision }: InheritsProps) {
  const may = useMay();
  const { mutate, error, isPending, request } = useChange({
    change: (next: boolean) => saveInherits(place, next, revision),
    touches: touchedBy(place),
    said: "Saved",
  });
  const mayChange = may(operationsAt(place).provider);
  return (
    <Section
      title="What it inherits"
      actions={mayChange ? <AsCurl requests={() => [request(!inherits)]} /> : undefined}
    >
      <ProblemNote error={error} />
      <Card>
        <Switch
          label="Inherit from the service, the organization and the profile"
          hint={
            isBlueprint(place)
              ? "Switched off, new instances get only what is set on them. The blueprint then needs a provider, or none on purpose."
              : "Switched off, deploys get only what is set here. The instance then needs a provider of its own, or none on purpose."
          }
          isSelected={inherits}
          onChange={(next) => mutate(next)}
          isDisabled={isPending || !mayChange}
        />
      </Card>
    </Section>
  );
}
