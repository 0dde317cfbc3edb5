import { putApp } from "@stagepass/contracts";
import { useNavigate } from "@tanstack/react-router";
import { ask } from "../api/ask.ts";
import { AddNamed } from "../changes/add-named.tsx";

/** Adds an application, and leads to it. */
export function AddApp({ org, onClose }: { readonly org: string; readonly onClose: () => void }) {
  const navigate = useNavigate();
  return (
    <AddNamed
      thing="application"
      aThing="an application"
      field="app"
      add={(app, description) => ask(putApp, { params: { org, app }, body: { description }, at: 0 })}
      touches={[[org, "apps"]]}
      nameHint="Lower-case letters, digits and dashes, as the line app of your serverless.yml has it."
      descriptionHint="What it is, such as: the web shop"
      onAdded={(app) => navigate({ to: "/$org/apps/$app", params: { org, app } })}
      onClose={onClose}
    />
  );
}
