import { ClipboardPaste, KeyRound } from "lucide-react";
import { useState } from "react";
import { useMay } from "../../session/session.ts";
import { Button } from "../../ui/controls/button.tsx";
import { CodeBlock } from "../../ui/controls/copy.tsx";
import { Empty } from "../../ui/feedback/empty.tsx";
import { Section } from "../../ui/layout/page.tsx";
import { Table } from "../../ui/layout/table.tsx";
import { useDraft } from "../draft/draft.tsx";
import type { DraftParameter } from "../draft/edits.ts";
import { AddParameter } from "../parameters/add-parameter.tsx";
import { CheckReference } from "../parameters/check-reference.tsx";
import { parameterColumns } from "../parameters/parameter-columns.tsx";
import { PasteDotenv } from "../parameters/paste-dotenv.tsx";
import { ReplaceValue } from "../parameters/replace-value.tsx";

/** The parameters of a profile, whose values can be written and never be read. */
export function ParametersTab() {
  const { profile, isReadOnly, violations, editParameters } = useDraft();
  const may = useMay();
  const [replaced, setReplaced] = useState<DraftParameter | null>(null);
  const [checked, setChecked] = useState<DraftParameter | null>(null);
  const [isPasting, setPasting] = useState(false);
  const kept = profile.parameters.filter(({ edit }) => edit !== null);
  const columns = parameterColumns({
    isReadOnly,
    violations: violations.filter(({ tab }) => tab === "parameters"),
    onEdit: (key, edit) => editParameters({ [key]: edit }),
    onReplace: setReplaced,
    onCheck: may("checkReference") && profile.accessRole !== null ? setChecked : undefined,
  });
  return (
    <>
      <Section
        title="Parameters"
        about="Deploys receive them as ${param:key}. The first guides call them secrets. A value can be replaced, and never be read back here."
        actions={
          isReadOnly ? undefined : (
            <Button icon={<ClipboardPaste />} onPress={() => setPasting(true)}>
              Paste dotenv
            </Button>
          )
        }
      >
        {isReadOnly ? null : <AddParameter />}
        <Table
          label="Parameters"
          columns={columns}
          rows={profile.parameters}
          rowKey={({ key }) => key}
          empty={
            <Empty icon={<KeyRound />} title="No parameters yet">
              Set a key and a value, add it, and repeat. All of them are saved at once, as one version.
            </Empty>
          }
        />
      </Section>
      {kept.length === 0 ? null : (
        <Section title="In serverless.yml" about="Paste what the service needs, and name it as you like.">
          <CodeBlock code={environmentOf(kept)} what="the lines for serverless.yml" />
        </Section>
      )}
      {replaced === null ? null : <ReplaceValue parameter={replaced} onClose={() => setReplaced(null)} />}
      {checked === null ? null : <CheckReference parameter={checked} onClose={() => setChecked(null)} />}
      {isPasting ? <PasteDotenv onClose={() => setPasting(false)} /> : null}
    </>
  );
}

/** The lines that hand each parameter to functions. A name of an environment variable has no dots or hyphens. */
function environmentOf(parameters: readonly DraftParameter[]): string {
  const lines = parameters.map(({ key }) => `    ${key.replaceAll(/[.-]/g, "_")}: \${param:${key}}`);
  return ["provider:", "  environment:", ...lines].join("\n");
}
