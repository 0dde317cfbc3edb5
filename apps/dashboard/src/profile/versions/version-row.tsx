import type { VersionSummary } from "@stagepass/contracts";
import { ChevronRight, RotateCcw } from "lucide-react";
import { useState } from "react";
import { Button as AriaButton } from "react-aria-components";
import { Button } from "../../ui/controls/button.tsx";
import { Badge } from "../../ui/feedback/badge.tsx";
import { Time } from "../../ui/feedback/time.tsx";
import { VersionDifference } from "./version-changes.tsx";
import styles from "./versions.module.css";

interface VersionRowProps {
  readonly org: string;
  readonly profile: string;
  readonly summary: VersionSummary;
  readonly who: string;
  readonly isNewest: boolean;
  /** Undefined for whoever may not roll back. */
  readonly onRollback: (() => void) | undefined;
}

/** A version: who made it and when, and what it changed once somebody opens it. */
export function VersionRow({ org, profile, summary, who, isNewest, onRollback }: VersionRowProps) {
  const [isOpen, setOpen] = useState(isNewest);
  const { version, description, createdAt, restoredFrom, destroyed } = summary;
  const isGone = destroyed.length > 0;
  return (
    <li className={styles.version}>
      <div className={styles.row}>
        <AriaButton className={styles.open ?? ""} onPress={() => setOpen(!isOpen)} aria-expanded={isOpen}>
          <ChevronRight aria-hidden data-open={isOpen} />
          <strong>Version {version}</strong>
        </AriaButton>
        {isNewest ? <Badge tone="good">newest</Badge> : null}
        {restoredFrom === null ? null : <Badge tone="accent">restores version {restoredFrom}</Badge>}
        <span className={styles.about}>
          <span>{who}</span>
          <Time at={createdAt} />
        </span>
        {isGone ? <Badge tone="warn">cannot be restored</Badge> : null}
        {onRollback === undefined || isNewest || isGone ? null : (
          <Button icon={<RotateCcw />} onPress={onRollback}>
            Roll back
          </Button>
        )}
      </div>
      {isOpen ? (
        <div className={styles.difference}>
          {description === "" ? null : <p className={styles.soft}>{description}</p>}
          {isGone ? (
            <p>
              The values of {destroyed.join(", ")} were destroyed, so nothing can roll back to this version.
              Save the profile with new values instead.
            </p>
          ) : null}
          <VersionDifference org={org} profile={profile} version={version} />
        </div>
      ) : null}
    </li>
  );
}
