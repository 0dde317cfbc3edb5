import type { Exemption } from "@stagepass/contracts";
import { Plus, Trash2 } from "lucide-react";
import { Button } from "../../ui/controls/button.tsx";
import { TextField } from "../../ui/controls/field.tsx";
import { fromLocalTime, toLocalTime } from "../../ui/controls/local-time.ts";
import { Badge } from "../../ui/feedback/badge.tsx";
import { Time } from "../../ui/feedback/time.tsx";
import { Fields } from "../../ui/layout/page.tsx";
import styles from "./safeguards.module.css";
import { ScopeFields } from "./scope-fields.tsx";

interface ExemptionsFieldProps {
  readonly value: readonly Exemption[];
  readonly onChange: (value: Exemption[]) => void;
  readonly errorAt: (field: string) => string | undefined;
}

const aMonth = 30 * 24 * 3_600_000;

/** Exceptions from a safeguard: what for, why, by whom, and until when. */
export function ExemptionsField({ value, onChange, errorAt }: ExemptionsFieldProps) {
  const add = () => {
    const until = new Date(Date.now() + aMonth).toISOString();
    onChange([...value, { what: {}, why: "", who: "", until }]);
  };
  return (
    <>
      {value.map((exemption, index) => (
        <ExemptionFields
          // biome-ignore lint/suspicious/noArrayIndexKey: an exemption has no name
          key={`${index} of ${value.length}`}
          exemption={exemption}
          onChange={(next) => onChange([...value].with(index, next))}
          onRemove={() => onChange(value.filter((_, other) => other !== index))}
          errorOf={(field) => errorAt(`exemptions[${index}].${field}`)}
        />
      ))}
      <div>
        <Button icon={<Plus />} onPress={add}>
          Add exemption
        </Button>
      </div>
    </>
  );
}

interface ExemptionFieldsProps {
  readonly exemption: Exemption;
  readonly onChange: (exemption: Exemption) => void;
  readonly onRemove: () => void;
  readonly errorOf: (field: string) => string | undefined;
}

function ExemptionFields({ exemption, onChange, onRemove, errorOf }: ExemptionFieldsProps) {
  const hasEnded = new Date(exemption.until).getTime() < Date.now();
  return (
    <div className={styles.item}>
      <ScopeFields
        value={exemption.what}
        onChange={(what) => onChange({ ...exemption, what })}
        names={["stages", "services", "regions", "resources"]}
        errorOf={(name) => errorOf(`what.${name}`)}
      />
      {errorOf("what") === undefined ? null : <p className={styles.error}>{errorOf("what")}</p>}
      <Fields isRow>
        <TextField
          label="Why"
          value={exemption.why}
          onChange={(why) => onChange({ ...exemption, why })}
          error={errorOf("why")}
          isRequired
        />
        <TextField
          label="Who decided"
          value={exemption.who}
          onChange={(who) => onChange({ ...exemption, who })}
          error={errorOf("who")}
          isRequired
        />
        <TextField
          label="Until"
          type="datetime-local"
          value={toLocalTime(exemption.until)}
          onChange={(until) => onChange({ ...exemption, until: fromLocalTime(until) })}
          error={errorOf("until")}
          isRequired
        />
      </Fields>
      <div className={styles.between}>
        {hasEnded ? (
          <Badge tone="warn">ended</Badge>
        ) : (
          <span className={styles.soft}>
            Ends <Time at={exemption.until} />
          </span>
        )}
        <Button look="quiet" icon={<Trash2 />} onPress={onRemove}>
          Remove exemption
        </Button>
      </div>
    </div>
  );
}
