import { putProfile } from "@stagepass/contracts";
import { useNavigate } from "@tanstack/react-router";
import { ask } from "../api/ask.ts";
import { AddNamed } from "../changes/add-named.tsx";

/** Adds a profile, and leads to it. */
export function AddProfile({ org, onClose }: { readonly org: string; readonly onClose: () => void }) {
  const navigate = useNavigate();
  return (
    <AddNamed
      thing="profile"
      aThing="a profile"
      field="profile"
      add={(profile, description) =>
        ask(putProfile, { params: { org, profile }, body: { description }, at: 0 })
      }
      touches={[[org, "profiles"]]}
      nameHint="Lower-case letters, digits and dashes. Stages refer to it by this name."
      descriptionHint="What it is for, such as: production, with approval"
      onAdded={(profile) => navigate({ to: "/$org/profiles/$profile", params: { org, profile } })}
      onClose={onClose}
    />
  );
}
