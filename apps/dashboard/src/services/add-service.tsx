import { putService } from "@stagepass/contracts";
import { useNavigate } from "@tanstack/react-router";
import { ask } from "../api/ask.ts";
import { AddNamed } from "../changes/add-named.tsx";
import { BlueprintNote } from "./blueprints/blueprint-note.tsx";

interface AddServiceProps {
  readonly org: string;
  readonly app: string;
  readonly onClose: () => void;
}

/** Adds a service before its first deploy, and leads to it. */
export function AddService({ org, app, onClose }: AddServiceProps) {
  const navigate = useNavigate();
  return (
    <AddNamed
      thing="service"
      aThing="a service"
      field="service"
      add={(service, description) =>
        ask(putService, { params: { org, app, service }, body: { description }, at: 0 })
      }
      touches={[[org, "apps", app, "services"]]}
      nameHint="As the line service of its serverless.yml has it."
      onAdded={(service) => navigate({ to: "/$org/apps/$app/$service", params: { org, app, service } })}
      onClose={onClose}
    >
      <BlueprintNote org={org} app={app} stage={null} />
    </AddNamed>
  );
}
