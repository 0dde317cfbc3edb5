import { ArrowDown, ArrowUp, X } from "lucide-react";
import { IconButton } from "../../ui/controls/button.tsx";
import { type Choice, ComboBox, TextField } from "../../ui/controls/field.tsx";
import type { Line } from "./lines.ts";
import styles from "./stage-map.module.css";

interface StageLineProps {
  readonly line: Line;
  readonly index: number;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly profiles: readonly Choice[];
  readonly isReadOnly: boolean;
  readonly onEdit: (part: Partial<Line>) => void;
  readonly onMove: (by: -1 | 1) => void;
  readonly onRemove: () => void;
}

/** One line of the stage map: the stages that it matches, and their profile. */
export function StageLine(props: StageLineProps) {
  const { line, index, isFirst, isLast, profiles, isReadOnly, onEdit, onMove, onRemove } = props;
  const which = line.stages === "" ? `pattern ${index + 1}` : line.stages;
  return (
    <li className={styles.line}>
      <TextField
        label="Stages"
        name={`stages[${index}].stages`}
        value={line.stages}
        onChange={(stages) => onEdit({ stages })}
        placeholder="pr-*"
        isDisabled={isReadOnly}
        isRequired
        mono
      />
      <ComboBox
        label="Deployment profile"
        name={`stages[${index}].profile`}
        value={line.profile}
        onChange={(profile) => onEdit({ profile })}
        choices={profiles}
        isDisabled={isReadOnly}
        allowsOther
        isRequired
      />
      {isReadOnly ? null : (
        <span className={styles.buttons}>
          <IconButton
            icon={<ArrowUp />}
            label={`Move ${which} up`}
            onPress={() => onMove(-1)}
            isDisabled={isFirst}
          />
          <IconButton
            icon={<ArrowDown />}
            label={`Move ${which} down`}
            onPress={() => onMove(1)}
            isDisabled={isLast}
          />
          <IconButton icon={<X />} label={`Remove ${which}`} onPress={onRemove} />
        </span>
      )}
    </li>
  );
}
