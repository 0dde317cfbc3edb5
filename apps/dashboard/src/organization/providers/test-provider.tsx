import { type Placeholder, type ProviderView, placeholdersIn, testRole } from "@stagepass/contracts";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { ask } from "../../api/ask.ts";
import { RoleTestOutcome } from "../../roles/role-test-outcome.tsx";
import { Switch, TextField } from "../../ui/controls/field.tsx";
import { Form } from "../../ui/controls/form.tsx";
import { Dialog } from "../../ui/layout/dialog.tsx";

interface TestProviderProps {
  readonly org: string;
  readonly provider: ProviderView;
  readonly onClose: () => void;
}

/** Tries whether a provider's role can be assumed with the external ID, and cannot without it. */
export function TestProvider({ org, provider, onClose }: TestProviderProps) {
  const { roleArn = "", planRoleArn } = provider.accessRole ?? {};
  const [isPlan, setPlan] = useState(false);
  const [target, setTarget] = useState<Partial<Record<Placeholder, string>>>({});
  const names = placeholdersIn(isPlan ? (planRoleArn ?? roleArn) : roleArn);
  const testing = () =>
    ask(testRole, {
      params: { org },
      body: {
        role: { provider: provider.name },
        target: Object.fromEntries(names.map((name) => [name, target[name]])),
        plan: isPlan,
      },
    });
  const test = useMutation({ mutationFn: testing });
  return (
    <Dialog title={`Test the role of ${provider.name}`} isOpen isWide onClose={onClose}>
      <Form
        onSubmit={() => test.mutate()}
        error={test.error}
        request={() => testing().request}
        fields={names.map((name) => `target.${name}`)}
        verb="Test role"
        isPending={test.isPending}
        isDisabled={names.some((name) => (target[name] ?? "") === "")}
        onCancel={onClose}
      >
        <p>Stagepass asks AWS for a session and throws it away. The test is on record.</p>
        {names.map((name) => (
          <TextField
            key={name}
            label={`Name of the ${name}`}
            name={`target.${name}`}
            value={target[name] ?? ""}
            onChange={(text) => setTarget({ ...target, [name]: text })}
            hint={`It stands for {${name}} in the ARN.`}
            isRequired
            mono
          />
        ))}
        {planRoleArn === undefined ? null : (
          <Switch label="Test the plan role" isSelected={isPlan} onChange={setPlan} />
        )}
        {test.data === undefined ? null : <RoleTestOutcome test={test.data} />}
      </Form>
    </Dialog>
  );
}
