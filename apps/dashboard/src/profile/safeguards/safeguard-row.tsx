import type { Safeguard } from "@stagepass/contracts";
import { ArrowDown, ArrowUp } from "lucide-react";
import { Button } from "react-aria-components";
import { IconButton } from "../../ui/controls/button.tsx";
import { type MenuAction, MoreMenu } from "../../ui/controls/menu.tsx";
import { Badge, Name } from "../../ui/feedback/badge.tsx";
import { scopeInWords } from "./safeguard-draft.ts";
import styles from "./safeguards.module.css";

interface SafeguardRowProps {
  readonly safeguard: Safeguard;
  readonly messages: readonly string[];
  readonly onOpen: () => void;
  /** Moves it up (-1) or down (1). Undefined where it cannot be moved. */
  readonly onMove: ((by: -1 | 1) => void) | undefined;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly actions: readonly MenuAction[];
}

/** A safeguard in the list, in the order in which safeguards are evaluated and shown. */
export function SafeguardRow(props: SafeguardRowProps) {
  const { safeguard, messages, onOpen, onMove, isFirst, isLast, actions } = props;
  const {
    name,
    safeguard: policy,
    enforcementLevel,
    description,
    exemptions = [],
    examples = [],
  } = safeguard;
  return (
    <li className={styles.row}>
      {onMove === undefined ? null : (
        <span className={styles.order}>
          <IconButton
            icon={<ArrowUp />}
            label={`Move ${name} up`}
            isDisabled={isFirst}
            onPress={() => onMove(-1)}
          />
          <IconButton
            icon={<ArrowDown />}
            label={`Move ${name} down`}
            isDisabled={isLast}
            onPress={() => onMove(1)}
          />
        </span>
      )}
      <div className={styles.text}>
        <p className={styles.title}>
          <Button className={styles.open ?? ""} onPress={onOpen}>
            {name}
          </Button>
          <Badge tone={enforcementLevel === "error" ? "bad" : "warn"}>{enforcementLevel}</Badge>
          <Name>{policy}</Name>
        </p>
        {description === undefined ? null : <p className={styles.soft}>{description}</p>}
        <p className={styles.soft}>
          {[
            `On ${scopeInWords(safeguard)}`,
            exemptions.length === 0 ? undefined : numbered(exemptions.length, "exemption"),
            examples.length === 0 ? undefined : numbered(examples.length, "example"),
          ]
            .filter((part) => part !== undefined)
            .join(" · ")}
        </p>
        {messages.map((message) => (
          <p key={message} className={styles.error} role="alert">
            {message}
          </p>
        ))}
      </div>
      <span className={styles.does}>
        <MoreMenu label={`More for ${name}`} actions={actions} />
      </span>
    </li>
  );
}

const numbered = (count: number, word: string) => (count === 1 ? `1 ${word}` : `${count} ${word}s`);
