import { createAccessKey } from "@stagepass/contracts";
import { useState } from "react";
import { ask } from "../../api/ask.ts";
import { useChange } from "../../api/use-change.ts";
import { Select, TextField } from "../../ui/controls/field.tsx";
import { Form, violationsAt } from "../../ui/controls/form.tsx";
import { ListField } from "../../ui/controls/list-field.tsx";
import { fromLocalTime, toLocalTime } from "../../ui/controls/local-time.ts";
import { Dialog } from "../../ui/layout/dialog.tsx";
import { emptyKey, type KeyDraft, keyInputOf } from "./key-draft.ts";
import { NewKey } from "./new-key.tsx";

/** Makes an access key, and shows it the only time that it can be seen. */
export function CreateKey({ org, onClose }: { readonly org: string; readonly onClose: () => void }) {
  const [draft, setDraft] = useState(emptyKey);
  const edit = (part: Partial<KeyDraft>) => setDraft({ ...draft, ...part });
  const { mutate, error, isPending, request, data } = useChange({
    change: () => ask(createAccessKey, { params: { org }, body: keyInputOf(draft) }),
    touches: [[org, "access-keys"]],
    said: "Access key made",
  });
  if (data !== undefined) return <NewKey made={data} onClose={onClose} />;
  const { role, lifetime } = draft;
  return (
    <Dialog title="Add access key" isOpen onClose={onClose}>
      <Form
        onSubmit={() => mutate()}
        error={error}
        request={request}
        fields={["name", "expiresAt"]}
        verb="Add access key"
        isPending={isPending}
        isDisabled={draft.name === "" || (lifetime === "other" && draft.until === "")}
        onCancel={onClose}
      >
        <TextField
          label="Name"
          name="name"
          value={draft.name}
          onChange={(name) => edit({ name })}
          hint="Who or what uses it, such as: GitHub Actions of the storefront"
          isRequired
          autoFocus
        />
        <Select label="Role" value={role} onChange={(to) => edit({ role: to })} choices={roles} isRequired />
        {role === "deployer" || role === "planner" || role === "viewer" ? (
          <ScopeFields draft={draft} edit={edit} error={error} />
        ) : null}
        <Select
          label="Expires"
          value={lifetime}
          onChange={(to) => edit({ lifetime: to })}
          choices={lifetimes}
          isRequired
        />
        {lifetime === "other" ? (
          <TextField
            label="Expires at"
            name="expiresAt"
            type="datetime-local"
            value={toLocalTime(draft.until)}
            onChange={(until) => edit({ until: fromLocalTime(until) })}
            isRequired
          />
        ) : null}
      </Form>
    </Dialog>
  );
}

interface ScopeFieldsProps {
  readonly draft: KeyDraft;
  readonly edit: (part: Partial<KeyDraft>) => void;
  readonly error: Error | null;
}

function ScopeFields({ draft, edit, error }: ScopeFieldsProps) {
  const at = (list: readonly string[], what: string) => {
    const paths = [`scope.${what}`, ...list.map((_, index) => `scope.${what}[${index}]`)];
    return Object.values(violationsAt(error, paths)).flat()[0];
  };
  return (
    <>
      <ListField
        label="Applications"
        value={draft.apps}
        onChange={(apps) => edit({ apps })}
        hint="Names or patterns, such as shop, dev-*. Without any, it covers all applications."
        error={at(draft.apps, "apps")}
      />
      <ListField
        label="Stages"
        value={draft.stages}
        onChange={(stages) => edit({ stages })}
        hint="Names, patterns and exceptions, such as pr-*, or !prod for all but prod."
        error={at(draft.stages, "stages")}
      />
      <ListField
        label="Services"
        value={draft.services}
        onChange={(services) => edit({ services })}
        hint="Without any, it covers all services."
        error={at(draft.services, "services")}
      />
      <ListField
        label="Profiles"
        value={draft.profiles}
        onChange={(profiles) => edit({ profiles })}
        hint="It gets nothing of other profiles, whatever its stages. Without any, it covers all profiles."
        error={at(draft.profiles, "profiles")}
      />
    </>
  );
}

const roles = [
  { id: "deployer", label: "deployer", about: "Deploys and evaluates what its scope covers" },
  { id: "planner", label: "planner", about: "Resolves for plans alone, such as those of pull requests" },
  { id: "viewer", label: "viewer", about: "Looks at what its scope covers" },
  { id: "editor", label: "editor", about: "Changes profiles, applications and providers, and cannot deploy" },
  { id: "auditor", label: "auditor", about: "Looks at everything, and changes nothing" },
  { id: "admin", label: "admin", about: "May do everything in the organization" },
] as const;

const lifetimes = [
  { id: "30", label: "in 30 days" },
  { id: "90", label: "in 90 days" },
  { id: "365", label: "in a year" },
  { id: "other", label: "at another time" },
  { id: "never", label: "never", about: "It works until somebody revokes it" },
] as const;
