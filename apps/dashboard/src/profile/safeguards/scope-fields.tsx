import type { SafeguardScope } from "@stagepass/contracts";
import { ListField } from "../../ui/controls/list-field.tsx";
import { Fields } from "../../ui/layout/page.tsx";

const labels = { stages: "Stages", services: "Services", regions: "Regions", resources: "Resources" };
const examples = {
  stages: "prod, pr-*",
  services: "api, worker-*",
  regions: "eu-*",
  resources: "LegacyRole",
};
type What = keyof typeof labels;

interface ScopeFieldsProps {
  readonly value: Readonly<Partial<Record<What, readonly string[] | undefined>>>;
  readonly onChange: (value: SafeguardScope) => void;
  readonly names?: readonly What[];
  readonly errorOf: (name: What) => string | undefined;
}

const ofDeploys = ["stages", "services", "regions"] as const;

/** Which deploys are meant, by names and wildcards. A field that is empty means all. */
export function ScopeFields({ value, onChange, names = ofDeploys, errorOf }: ScopeFieldsProps) {
  return (
    <Fields isRow>
      {names.map((name) => (
        <ListField
          key={name}
          label={labels[name]}
          value={value[name] ?? []}
          onChange={(list) => {
            const { [name]: _, ...rest } = value;
            onChange((list.length === 0 ? rest : { ...rest, [name]: list }) as SafeguardScope); // of the same names
          }}
          placeholder={`All, or ${examples[name]}`}
          error={errorOf(name)}
        />
      ))}
    </Fields>
  );
}
