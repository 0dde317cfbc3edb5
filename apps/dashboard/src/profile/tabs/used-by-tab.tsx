import { Section } from "../../ui/layout/page.tsx";
import { useDraft } from "../draft/draft.tsx";
import { UsesTable } from "../uses/uses-table.tsx";

/** Where a profile is used. */
export function UsedByTab() {
  const { org, base } = useDraft();
  return (
    <Section
      title="Used by"
      about="Deploys of these get this profile. As long as anything stands here, the profile cannot be deleted."
    >
      <UsesTable org={org} profile={base.name} />
    </Section>
  );
}
