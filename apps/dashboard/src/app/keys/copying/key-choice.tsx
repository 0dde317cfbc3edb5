import { Button } from "../../../ui/controls/button.tsx";
import { Checkbox } from "../../../ui/controls/field.tsx";
import { Badge } from "../../../ui/feedback/badge.tsx";
import type { Copyable } from "./copyable.ts";
import styles from "./copying.module.css";

interface KeyChoiceProps {
  readonly keys: readonly Copyable[];
  readonly chosen: readonly string[];
  readonly onChoose: (keys: readonly string[]) => void;
}

/** The keys that can be copied together, each with what it would do in the other stage. */
export function KeyChoice({ keys, chosen, onChoose }: KeyChoiceProps) {
  const missing = keys.filter(({ isThere }) => !isThere).map(({ key }) => key);
  const choose = (key: string, isChosen: boolean) =>
    onChoose(isChosen ? [...chosen, key] : chosen.filter((other) => other !== key));
  return (
    <fieldset className={styles.choice}>
      <legend>Keys</legend>
      <ul className={styles.keys}>
        {keys.map(({ key, isThere, isSensitive, isReference }) => {
          const isChosen = chosen.includes(key);
          return (
            <li key={key}>
              <Checkbox label={key} isSelected={isChosen} onChange={(next) => choose(key, next)} />
              <span className={styles.what}>
                {isReference ? <Badge>reference</Badge> : null}
                {isSensitive ? null : <Badge>not sensitive</Badge>}
                {isThere ? (
                  <Badge tone={isChosen ? "warn" : "plain"}>{isChosen ? "replaces" : "is there"}</Badge>
                ) : (
                  <Badge tone={isChosen ? "good" : "plain"}>{isChosen ? "adds" : "is missing there"}</Badge>
                )}
              </span>
            </li>
          );
        })}
      </ul>
      {missing.length < 2 ? null : (
        <div>
          <Button look="quiet" onPress={() => onChoose(missing)}>
            Choose all {missing.length} that are missing there
          </Button>
        </div>
      )}
    </fieldset>
  );
}
