import { putInstance } from "@stagepass/contracts";
import { ServerOff } from "lucide-react";
import { ask } from "../../api/ask.ts";
import { useAdd } from "../../api/use-change.ts";
import { useMay } from "../../session/session.ts";
import { Button } from "../../ui/controls/button.tsx";
import { Empty } from "../../ui/feedback/empty.tsx";
import { ProblemNote } from "../../ui/feedback/note.tsx";
import { BlueprintNote } from "../blueprints/blueprint-note.tsx";
import type { InstancePlace } from "../place.ts";
import { touchedBy } from "../save-target.ts";

/** Stands in the place of an instance that was never deployed or added. */
export function NoInstance({ place }: { readonly place: InstancePlace }) {
  const may = useMay();
  const { mutate, error, isPending } = useAdd({
    add: () => ask(putInstance, { params: place, body: {}, at: 0 }),
    touches: touchedBy(place),
    field: "stage",
    what: "this instance",
    said: `Instance ${place.stage} ${place.region} added`,
  });
  return (
    <>
      <ProblemNote error={error} />
      <BlueprintNote org={place.org} app={place.app} stage={place.stage} />
      <Empty
        icon={<ServerOff />}
        title="There is no such instance yet"
        action={
          may("putInstance") ? (
            <Button look="primary" isPending={isPending} onPress={() => mutate()}>
              Add instance
            </Button>
          ) : undefined
        }
      >
        Its first deploy adds it by itself, a moment after it ends. Add it now to set its parameters and
        provider before.
      </Empty>
    </>
  );
}
