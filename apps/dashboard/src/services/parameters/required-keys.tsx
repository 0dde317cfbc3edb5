import { useState } from "react";
import { useChange } from "../../api/use-change.ts";
import { useMay } from "../../session/session.ts";
import { TextField } from "../../ui/controls/field.tsx";
import { Form } from "../../ui/controls/form.tsx";
import { Card, Section } from "../../ui/layout/page.tsx";
import type { ServicePlace } from "../place.ts";
import { saveService, touchedBy } from "../save-target.ts";

interface RequiredKeysProps {
  readonly place: ServicePlace;
  readonly keys: readonly string[];
  readonly revision: number;
}

/** The keys that every deploy of a service must find. What is changed here waits until it is saved. */
export function RequiredKeys({ place, keys, revision }: RequiredKeysProps) {
  const may = useMay();
  const stored = keys.join("\n");
  const [edited, setEdited] = useState<string | null>(null);
  const text = edited ?? stored;
  const requiredParameters = text.split(/[\s,]+/).filter((key) => key !== "");
  const { mutate, error, isPending, request } = useChange({
    change: () => saveService(place, { requiredParameters }, revision),
    touches: touchedBy(place),
    said: "Required keys saved",
    onDone: () => setEdited(null),
  });
  const isChanged = requiredParameters.join("\n") !== stored;
  return (
    <Section
      title="Required keys"
      about="Every deploy of the service must find these, whatever the mode. One that does not is refused before anything happens."
    >
      <Card isFlush>
        <Form
          onSubmit={() => mutate()}
          error={error}
          request={request}
          fields={["requiredParameters"]}
          verb="Save changes"
          isPending={isPending}
          isDisabled={!isChanged || !may("patchService")}
          {...(isChanged ? { onCancel: () => setEdited(null) } : {})}
        >
          <TextField
            label="Keys"
            name="requiredParameters"
            value={text}
            onChange={setEdited}
            lines={Math.min(Math.max(requiredParameters.length + 1, 3), 12)}
            hint="One on each line."
            isDisabled={!may("patchService")}
            mono
          />
        </Form>
      </Card>
    </Section>
  );
}
