import type { ProviderLink, ProviderView } from "@stagepass/contracts";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useChange } from "../../api/use-change.ts";
import { Select } from "../../ui/controls/field.tsx";
import { Form } from "../../ui/controls/form.tsx";
import { Note } from "../../ui/feedback/note.tsx";
import { Dialog } from "../../ui/layout/dialog.tsx";
import type { SettingsPlace } from "../place.ts";
import { saveProvider, touchedBy } from "../save-target.ts";
import { providerChoicesQuery } from "../services-queries.ts";

interface LinkProviderProps {
  readonly place: SettingsPlace;
  readonly link: ProviderLink;
  readonly revision: number;
  readonly onClose: () => void;
}

/** No provider has this name, since names hold no spaces. */
const noProvider = "no provider";

/** Links a provider of the organization, or says that there is none at all. */
export function LinkProvider({ place, link, revision, onClose }: LinkProviderProps) {
  const [chosen, setChosen] = useState(link === null ? null : typeof link === "string" ? link : noProvider);
  const { data: providers } = useQuery(providerChoicesQuery(place.org));
  const { mutate, error, isPending, request } = useChange({
    change: () => saveProvider(place, chosen === noProvider ? { none: true } : chosen, revision),
    touches: touchedBy(place),
    said: "Provider linked",
    onDone: onClose,
  });
  const usable = providers?.filter(({ apps }) => apps === null || apps.includes(place.app));
  return (
    <Dialog title={link === null ? "Add provider" : "Change provider"} isOpen onClose={onClose}>
      <Form
        onSubmit={() => mutate()}
        error={error}
        request={request}
        fields={["provider"]}
        verb={link === null ? "Add provider" : "Save changes"}
        isPending={isPending}
        isDisabled={chosen === null}
        onCancel={onClose}
      >
        {usable?.length === 0 ? (
          <Note>
            <p>
              The organization has no provider for this application yet.{" "}
              <Link to="/$org/organization" params={{ org: place.org }} search={{ tab: "providers" }}>
                Add one first
              </Link>
              .
            </p>
          </Note>
        ) : null}
        <Select
          label="Provider"
          value={chosen}
          onChange={setChosen}
          choices={[
            ...(usable ?? []).map(choiceOf),
            { id: noProvider, label: "No provider", about: "Deploys get no AWS credentials at all" },
          ]}
          isRequired
        />
      </Form>
    </Dialog>
  );
}

const choiceOf = ({ name, description, isDefault, accessRole }: ProviderView) => ({
  id: name,
  label: isDefault ? `${name} (the default)` : name,
  about: [description, accessRole?.roleArn ?? "static keys"].filter((part) => part !== "").join(" · "),
});
