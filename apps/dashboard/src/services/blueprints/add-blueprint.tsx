import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useAdd } from "../../api/use-change.ts";
import { useTargetNames } from "../../apps/names.ts";
import { ComboBox, Select } from "../../ui/controls/field.tsx";
import { Form } from "../../ui/controls/form.tsx";
import { Dialog } from "../../ui/layout/dialog.tsx";
import { titleOf, wordOf } from "./blueprint-content.ts";
import { putBlueprint } from "./save-blueprint.ts";

interface AddBlueprintProps {
  readonly org: string;
  readonly app: string;
  /** Whether there is one for services already. An application has one of these. */
  readonly hasServices: boolean;
  readonly onClose: () => void;
}

/** Adds a blueprint with nothing in it yet. It never replaces one that is there. */
export function AddBlueprint({ org, app, hasServices, onClose }: AddBlueprintProps) {
  const [kind, setKind] = useState<"services" | "stage">(hasServices ? "stage" : "services");
  const [typed, setTyped] = useState("");
  const navigate = useNavigate();
  const { stages } = useTargetNames(org, app);
  const stage = kind === "services" ? null : typed;
  const { mutate, error, isPending, request } = useAdd({
    add: () => putBlueprint({ org, app }, stage, {}, 0),
    touches: [[org, "apps", app, "blueprints"]],
    field: "stage",
    what: `a blueprint for ${titleOf(stage).toLowerCase()}`,
    said: "Blueprint added",
    onDone: () => {
      onClose();
      return navigate({
        to: "/$org/apps/$app",
        params: { org, app },
        search: { tab: "blueprints", blueprint: wordOf(stage) },
      });
    },
  });
  return (
    <Dialog title="Add blueprint" isOpen onClose={onClose}>
      <Form
        onSubmit={() => mutate()}
        error={error}
        request={request}
        fields={["stage"]}
        verb="Add blueprint"
        isPending={isPending}
        isDisabled={stage === ""}
        onCancel={onClose}
      >
        <Select
          label="For"
          value={kind}
          onChange={setKind}
          choices={[
            ...(hasServices
              ? []
              : [
                  {
                    id: "services" as const,
                    label: "New services",
                    about: "Each service of the application that is not there yet",
                  },
                ]),
            {
              id: "stage" as const,
              label: "New instances in a stage",
              about: "In any region, of any service",
            },
          ]}
          isRequired
        />
        {kind === "services" ? null : (
          <ComboBox
            label="Stage"
            name="stage"
            value={typed}
            onChange={setTyped}
            choices={stages}
            hint="Exactly as deploys say it, such as prod. Patterns do not count here."
            allowsOther
            isRequired
          />
        )}
      </Form>
    </Dialog>
  );
}
