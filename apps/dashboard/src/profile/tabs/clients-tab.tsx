import { getOrg, type LegacyUse } from "@stagepass/contracts";
import { useQuery } from "@tanstack/react-query";
import { ask } from "../../api/ask.ts";
import { useMay } from "../../session/session.ts";
import { Select } from "../../ui/controls/field.tsx";
import { Note } from "../../ui/feedback/note.tsx";
import { Card } from "../../ui/layout/page.tsx";
import { useDraft } from "../draft/draft.tsx";
import { type EffectiveUse, effectiveUse } from "../effective-use.ts";

type Rule = LegacyUse | "org";

const rules = [
  { id: "org", label: "As the organization has it", about: "The rule of the organization" },
  { id: "allow", label: "allow", about: "They are trusted with the credentials of a deploy" },
  { id: "plan-only", label: "plan-only", about: "They get read-only credentials" },
  { id: "deny", label: "deny", about: "They get nothing" },
] as const satisfies readonly { id: Rule; label: string; about: string }[];

const gets: Record<LegacyUse, string> = {
  allow: "Existing clients get the credentials of a deploy",
  "plan-only": "Existing clients get read-only credentials",
  deny: "Existing clients get nothing",
};

const why: Record<EffectiveUse["by"], string> = {
  organization: "The organization says so.",
  profile: "This profile says so, and the organization lets it.",
  nobody: "Neither this profile nor the organization allows them anything.",
};

/** What the existing Serverless Framework clients receive from a profile, and what the organization makes of it. */
export function ClientsTab() {
  const { org, profile, violations, isReadOnly, edit } = useDraft();
  const may = useMay();
  const organization = useQuery({
    queryKey: [org, "organization"],
    queryFn: ({ signal }) => ask(getOrg, { params: { org }, signal }),
    enabled: may("getOrg"),
  });
  const effective =
    organization.data === undefined ? null : effectiveUse(organization.data.clients, profile.clients);
  return (
    <>
      <Card>
        <Select<Rule>
          label="Existing clients"
          value={profile.clients.legacy ?? "org"}
          onChange={(rule) => edit({ clients: rule === "org" ? {} : { legacy: rule } })}
          choices={rules}
          hint="They evaluate safeguards themselves, after they have received the credentials. Where the organization denies them, that is final."
          error={violations.find(({ tab }) => tab === "clients")?.message}
          isDisabled={isReadOnly}
          isRequired
        />
      </Card>
      {effective === null ? null : (
        <Note tone={effective.use === "deny" ? "warn" : "note"} title={gets[effective.use]}>
          <p>{why[effective.by]}</p>
        </Note>
      )}
    </>
  );
}
