import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useWho } from "../../profiles/who.ts";
import { useMay } from "../../session/session.ts";
import { Button } from "../../ui/controls/button.tsx";
import { Skeleton } from "../../ui/feedback/empty.tsx";
import { ProblemNote } from "../../ui/feedback/note.tsx";
import { Section } from "../../ui/layout/page.tsx";
import { useDraft } from "../draft/draft.tsx";
import { versionsQuery } from "../profile-queries.ts";
import { CompareVersions } from "../versions/compare-versions.tsx";
import { RollBack } from "../versions/roll-back.tsx";
import { VersionRow } from "../versions/version-row.tsx";
import styles from "../versions/versions.module.css";

/** The versions of a profile, newest first: who made each, when, what it changed, and the way back to it. */
export function VersionsTab() {
  const { org, base } = useDraft();
  const may = useMay();
  const who = useWho(org);
  const [restored, setRestored] = useState<number | null>(null);
  const versions = useInfiniteQuery(versionsQuery(org, base.name));
  const mayRollBack = may("rollbackProfile");
  return (
    <Section
      title="Versions"
      about="Each save makes one. A difference says fields, keys and names, and never the value of a parameter."
    >
      {versions.data === undefined ? (
        versions.error === null ? (
          <Skeleton lines={6} />
        ) : (
          <ProblemNote error={versions.error} />
        )
      ) : (
        <>
          {versions.data.length < 2 ? null : (
            <CompareVersions
              org={org}
              profile={base.name}
              versions={versions.data.map(({ version }) => version)}
            />
          )}
          <ol className={styles.list} aria-label="Versions">
            {versions.data.map((summary) => (
              <VersionRow
                key={summary.version}
                org={org}
                profile={base.name}
                summary={summary}
                who={who(summary.createdBy)}
                isNewest={summary.version === base.version}
                onRollback={mayRollBack ? () => setRestored(summary.version) : undefined}
              />
            ))}
          </ol>
        </>
      )}
      {versions.hasNextPage ? (
        <div>
          <Button isPending={versions.isFetchingNextPage} onPress={() => void versions.fetchNextPage()}>
            Show older versions
          </Button>
        </div>
      ) : null}
      {restored === null ? null : <RollBack version={restored} onClose={() => setRestored(null)} />}
    </Section>
  );
}
