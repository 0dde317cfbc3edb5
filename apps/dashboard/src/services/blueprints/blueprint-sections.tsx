import { Link, useNavigate } from "@tanstack/react-router";
import { Trash2 } from "lucide-react";
import { useState } from "react";
import { useChange } from "../../api/use-change.ts";
import { useMay } from "../../session/session.ts";
import { MoreMenu } from "../../ui/controls/menu.tsx";
import { Confirm } from "../../ui/layout/dialog.tsx";
import { Inherits } from "../instances/inherits.tsx";
import { ParametersTab } from "../parameters/parameters-tab.tsx";
import { type BlueprintPlace, operationsAt } from "../place.ts";
import { ProvidersTab } from "../providers/providers-tab.tsx";
import { touchedBy } from "../save-target.ts";
import styles from "../services.module.css";
import { titleOf } from "./blueprint-content.ts";
import { deleteBlueprint } from "./save-blueprint.ts";

/** One blueprint: its provider, its parameters, and whether what begins with it inherits. */
export function BlueprintSections({ place }: { readonly place: BlueprintPlace }) {
  const { org, app, blueprint } = place;
  const { stage, provider, inherits, parameters, revision } = blueprint;
  return (
    <>
      <header className={styles.opened}>
        <div>
          <h2>{titleOf(stage)}</h2>
          <p>
            {stage === null
              ? "Each service begins with this when its first deploy makes it. Services that are there keep what they have."
              : `Each instance in ${stage} begins with this when its first deploy makes it, in any region. Instances that are there keep what they have.`}{" "}
            <Link to="/$org/apps/$app" params={{ org, app }} search={{ tab: "blueprints" }}>
              All blueprints
            </Link>
          </p>
        </div>
        <BlueprintMenu place={place} />
      </header>
      <ProvidersTab place={place} link={provider} revision={revision} />
      <ParametersTab place={place} parameters={parameters} revision={revision} />
      {stage === null ? null : <Inherits place={place} inherits={inherits} revision={revision} />}
    </>
  );
}

function BlueprintMenu({ place }: { readonly place: BlueprintPlace }) {
  const { org, app, blueprint } = place;
  const may = useMay();
  const navigate = useNavigate();
  const [isDeleting, setDeleting] = useState(false);
  const removal = useChange({
    change: () => deleteBlueprint(place, blueprint.revision),
    touches: touchedBy(place),
    said: "Blueprint deleted",
    onDone: () => navigate({ to: "/$org/apps/$app", params: { org, app }, search: { tab: "blueprints" } }),
  });
  return (
    <>
      <MoreMenu
        label="More for this blueprint"
        actions={[
          {
            isOffered: may(operationsAt(place).provider),
            label: "Delete blueprint",
            icon: <Trash2 />,
            onAction: () => setDeleting(true),
            isDanger: true,
          },
        ]}
      />
      <Confirm
        title={`Delete the blueprint for ${titleOf(blueprint.stage).toLowerCase()}?`}
        isOpen={isDeleting}
        onClose={() => setDeleting(false)}
        verb="Delete blueprint"
        name={blueprint.stage ?? "services"}
        onConfirm={() => removal.mutate()}
        isPending={removal.isPending}
        error={removal.error}
        request={removal.request}
      >
        Its values are destroyed, which cannot be undone. What began with it keeps what it has; what comes
        next begins with nothing.
      </Confirm>
    </>
  );
}
