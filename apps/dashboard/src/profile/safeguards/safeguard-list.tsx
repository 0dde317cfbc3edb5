import type { Safeguard } from "@stagepass/contracts";
import { CopyPlus, Pencil, Trash2 } from "lucide-react";
import { useSay } from "../../ui/feedback/toast.tsx";
import { useDraft } from "../draft/draft.tsx";
import { SafeguardRow } from "./safeguard-row.tsx";
import styles from "./safeguards.module.css";

interface SafeguardListProps {
  readonly onOpen: (safeguard: Safeguard, index: number) => void;
  readonly onCopy: (safeguard: Safeguard) => void;
}

/** The safeguards in their order, which can be changed by buttons. */
export function SafeguardList({ onOpen, onCopy }: SafeguardListProps) {
  const { profile, isReadOnly, violations, edit } = useDraft();
  const say = useSay();
  const { safeguards } = profile;
  const move = (index: number, by: -1 | 1) => {
    const moved = safeguards[index];
    if (moved === undefined) return;
    const rest = safeguards.filter((_, other) => other !== index);
    edit({ safeguards: rest.toSpliced(index + by, 0, moved) });
    say(`${moved.name} is number ${index + by + 1} of ${safeguards.length}`);
  };
  return (
    <ol className={styles.list} aria-label="Safeguards">
      {safeguards.map((safeguard, index) => (
        <SafeguardRow
          key={keyOf(safeguards, index)}
          safeguard={safeguard}
          messages={violations
            .filter(({ tab, what }) => tab === "safeguards" && what === safeguard.name)
            .map(({ field, message }) => `${field} ${message}`.trim())}
          onOpen={() => onOpen(safeguard, index)}
          onMove={isReadOnly || safeguards.length < 2 ? undefined : (by) => move(index, by)}
          isFirst={index === 0}
          isLast={index === safeguards.length - 1}
          actions={
            isReadOnly
              ? []
              : [
                  { label: "Change", icon: <Pencil />, onAction: () => onOpen(safeguard, index) },
                  { label: "Copy to another profile", icon: <CopyPlus />, onAction: () => onCopy(safeguard) },
                  {
                    label: "Remove",
                    icon: <Trash2 />,
                    isDanger: true,
                    onAction: () => edit({ safeguards: safeguards.filter((_, other) => other !== index) }),
                  },
                ]
          }
        />
      ))}
    </ol>
  );
}

/** The name, since a row keeps the focus while it moves. The API lets names stand in a list twice. */
function keyOf(safeguards: readonly Safeguard[], index: number): string {
  const name = safeguards[index]?.name ?? "";
  return safeguards.findIndex((other) => other.name === name) === index ? name : `${name} ${index}`;
}
