import { Search } from "lucide-react";
import { useState } from "react";
import { Form } from "react-aria-components";
import { useTargetNames } from "../apps/names.ts";
import { Button } from "../ui/controls/button.tsx";
import { ComboBox, Select } from "../ui/controls/field.tsx";
import { violationsAt } from "../ui/controls/form.tsx";
import { regions } from "./regions.ts";
import styles from "./target-form.module.css";

/** A target that is asked about. A name is empty while nobody has given it. */
export interface AskedTarget {
  readonly app: string;
  readonly stage: string;
  readonly service: string;
  readonly region: string;
  readonly purpose: "deploy" | "plan";
}

/** Whether a target has all its names. */
export function isWhole({ app, stage, service, region }: AskedTarget): boolean {
  return [app, stage, service, region].every((name) => name !== "");
}

interface TargetFormProps {
  readonly org: string;
  readonly asked: AskedTarget;
  readonly error: Error | null;
  readonly onAsk: (asked: AskedTarget) => void;
}

/** Asks for a target. It offers what is there, and takes any other name too. */
export function TargetForm({ org, asked, error, onAsk }: TargetFormProps) {
  const [target, setTarget] = useState(asked);
  const change = (part: Partial<AskedTarget>) => setTarget({ ...target, ...part });
  const { apps, stages, services } = useTargetNames(org, target.app);
  const fields = [
    { name: "app", label: "Application", choices: apps },
    { name: "stage", label: "Stage", choices: stages },
    { name: "service", label: "Service", choices: services },
    { name: "region", label: "Region", choices: regions },
  ] as const;
  const names = fields.map(({ name }) => name);
  return (
    <Form
      className={styles.form}
      validationErrors={violationsAt(error, names)}
      onSubmit={(event) => {
        event.preventDefault();
        if (isWhole(target)) onAsk(target);
      }}
    >
      {fields.map(({ name, label, choices }) => (
        <ComboBox
          key={name}
          label={label}
          name={name}
          value={target[name]}
          onChange={(given) => change({ [name]: given })}
          choices={choices}
          allowsOther
          isRequired
        />
      ))}
      <Select
        label="Purpose"
        value={target.purpose}
        onChange={(purpose) => change({ purpose })}
        choices={[
          { id: "deploy", label: "deploy", about: "Credentials that may change AWS, after every safeguard" },
          { id: "plan", label: "plan", about: "Read-only credentials, before a template exists" },
        ]}
        isRequired
      />
      <Button look="primary" type="submit" icon={<Search />} isDisabled={!isWhole(target)}>
        Explain
      </Button>
    </Form>
  );
}
