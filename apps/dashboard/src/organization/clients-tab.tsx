import { type OrgView, patchOrg } from "@stagepass/contracts";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ask } from "../api/ask.ts";
import { useChange } from "../api/use-change.ts";
import { useMay } from "../session/session.ts";
import { Select, TextField } from "../ui/controls/field.tsx";
import { Form } from "../ui/controls/form.tsx";
import { Skeleton } from "../ui/feedback/empty.tsx";
import { ProblemNote } from "../ui/feedback/note.tsx";
import { Card, Fields, Section } from "../ui/layout/page.tsx";
import { type ClientRule, type ClientsDraft, clientsOf, draftOfClients } from "./clients-draft.ts";
import { orgQuery } from "./organization-queries.ts";

/** What the existing Serverless Framework clients receive in this organization. */
export function ClientsTab({ org }: { readonly org: string }) {
  const { data, error } = useQuery(orgQuery(org));
  if (data === undefined) return error === null ? <Skeleton lines={6} /> : <ProblemNote error={error} />;
  return <ClientsForm org={data} />;
}

function ClientsForm({ org }: { readonly org: OrgView }) {
  const may = useMay();
  const [edits, setEdits] = useState<Partial<ClientsDraft>>({});
  const stored = draftOfClients(org.clients);
  const draft = { ...stored, ...edits };
  const isChanged = JSON.stringify(draft) !== JSON.stringify(stored);
  const edit = (part: Partial<ClientsDraft>) => setEdits({ ...edits, ...part });
  const { mutate, error, isPending, request } = useChange({
    change: () =>
      ask(patchOrg, { params: { org: org.name }, body: { clients: clientsOf(draft) }, at: org.revision }),
    touches: [[org.name, "organization"]],
    said: "Rules for clients saved",
    onDone: () => setEdits({}),
  });
  const isReadOnly = !may("patchOrg");
  return (
    <Section
      title="Existing clients"
      about="The existing Serverless Framework clients evaluate safeguards themselves, after they have received the credentials."
    >
      <Card isFlush>
        <Form
          onSubmit={() => mutate()}
          error={error}
          request={request}
          fields={["clients.legacy", ...versions.map(({ id }) => `clients.minimumVersions.${id}`)]}
          verb="Save changes"
          isPending={isPending}
          isDisabled={!isChanged}
          isReadOnly={isReadOnly}
          isUnsaved={isChanged}
          {...(isChanged ? { onCancel: () => setEdits({}) } : {})}
        >
          <Select<ClientRule>
            label="Rule"
            value={draft.legacy}
            onChange={(legacy) => edit({ legacy })}
            choices={uses}
            hint="A profile with a rule of its own goes by that, but a deny of the organization is final."
            isDisabled={isReadOnly}
            isRequired
          />
          <Fields isRow>
            {versions.map(({ id, label }) => (
              <TextField
                key={id}
                label={label}
                name={`clients.minimumVersions.${id}`}
                value={draft[id]}
                onChange={(version) => edit({ [id]: version.trim() })}
                placeholder="Any version"
                isDisabled={isReadOnly}
                mono
              />
            ))}
          </Fields>
          <Select
            label="A client that says no version"
            value={draft.unknown}
            onChange={(unknown) => edit({ unknown })}
            choices={unknowns}
            hint="Every client of 3.x, and of 2.x since plugin 4.5.0, says none."
            isDisabled={isReadOnly}
            isRequired
          />
        </Form>
      </Card>
    </Section>
  );
}

const uses = [
  { id: "unset", label: "what their profile says", about: "Nothing where the profile has no rule" },
  { id: "allow", label: "allow", about: "Everything that a deploy gets" },
  { id: "plan-only", label: "plan-only", about: "Parameters, and credentials that can only read" },
  { id: "deny", label: "deny", about: "Nothing, whatever their profile says" },
] as const;

const versions = [
  { id: "framework", label: "Oldest framework" },
  { id: "plugin", label: "Oldest plugin" },
  { id: "sdk", label: "Oldest SDK" },
] as const;

const unknowns = [
  { id: "allow", label: "is served" },
  { id: "deny", label: "is refused" },
] as const;
