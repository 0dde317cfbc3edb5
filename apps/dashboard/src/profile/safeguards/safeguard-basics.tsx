import type { EnforcementLevel, PolicyView, Safeguard } from "@stagepass/contracts";
import { Select, TextField } from "../../ui/controls/field.tsx";
import { Fields } from "../../ui/layout/page.tsx";
import { summaryOf, withPolicy } from "./safeguard-draft.ts";

const levels: readonly { id: EnforcementLevel; label: string; about: string }[] = [
  { id: "error", label: "error", about: "A violation blocks the deploy: it gets no credentials" },
  { id: "warning", label: "warning", about: "A violation is shown, and the deploy goes on" },
];

interface SafeguardBasicsProps {
  readonly typed: Safeguard;
  readonly policies: readonly PolicyView[];
  readonly errorAt: (field: string) => string | undefined;
  readonly onChange: (safeguard: Safeguard) => void;
}

/** Name, policy, description and enforcement level. A policy fills in what is not written yet. */
export function SafeguardBasics({ typed, policies, errorAt, onChange }: SafeguardBasicsProps) {
  const policy = policies.find(({ safeguard }) => safeguard === typed.safeguard);
  return (
    <>
      <Fields isRow>
        <TextField
          label="Name"
          value={typed.name}
          onChange={(name) => onChange({ ...typed, name })}
          error={errorAt("name")}
          placeholder="Production stays in the EU"
          isRequired
          autoFocus
        />
        <Select
          label="Safeguard"
          value={policy?.safeguard ?? null}
          onChange={(id) => {
            const next = policies.find(({ safeguard }) => safeguard === id);
            if (next !== undefined && next !== policy) onChange(withPolicy(typed, next, policy));
          }}
          choices={policies.map((each) => ({
            id: each.safeguard,
            label: each.title,
            about: summaryOf(each),
          }))}
          error={errorAt("safeguard")}
          isRequired
        />
      </Fields>
      <TextField
        label="Description"
        value={typed.description ?? ""}
        onChange={(description) => onChange({ ...typed, description })}
        error={errorAt("description")}
        lines={2}
      />
      <Select<EnforcementLevel>
        label="Enforcement level"
        value={typed.enforcementLevel}
        onChange={(enforcementLevel) => onChange({ ...typed, enforcementLevel })}
        choices={levels}
        hint={levels.find(({ id }) => id === typed.enforcementLevel)?.about}
        error={errorAt("enforcementLevel")}
        isRequired
      />
    </>
  );
}
