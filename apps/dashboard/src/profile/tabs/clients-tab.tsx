import type { LegacyUse } from "@stagepass/contracts";
import { Select } from "../../ui/controls/field.tsx";
import { Card } from "../../ui/layout/page.tsx";
import { useDraft } from "../draft/draft.tsx";

type Rule = LegacyUse | "org";

const rules = [
  { id: "org", label: "As the organization has it", about: "The rule under Organization, Clients" },
  { id: "allow", label: "allow", about: "They are trusted with the credentials of a deploy" },
  { id: "plan-only", label: "plan-only", about: "They get read-only credentials" },
  { id: "deny", label: "deny", about: "They get nothing" },
] as const satisfies readonly { id: Rule; label: string; about: string }[];

/** What the existing Serverless Framework clients receive from a profile. */
export function ClientsTab() {
  const { profile, isReadOnly, edit } = useDraft();
  return (
    <Card>
      <Select<Rule>
        label="Existing clients"
        value={profile.clients.legacy ?? "org"}
        onChange={(rule) => edit({ clients: rule === "org" ? {} : { legacy: rule } })}
        choices={rules}
        hint="They evaluate safeguards themselves, after they have received the credentials. Where the organization denies them, that is final."
        isDisabled={isReadOnly}
        isRequired
      />
    </Card>
  );
}
