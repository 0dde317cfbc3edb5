import type { DeployTarget } from "@stagepass/contracts";
import { useState } from "react";
import { CodeBlock } from "../ui/controls/copy.tsx";
import { Select } from "../ui/controls/field.tsx";
import { Card, Fields, Section } from "../ui/layout/page.tsx";
import { type ClientName, clients, recipeFor } from "./recipes.ts";

/** The lines and the command that deploy this target, for the client that somebody has. */
export function DeployWithThis({ target }: { readonly target: DeployTarget }) {
  const [client, setClient] = useState<ClientName>("serverless");
  const { file, lines, command } = recipeFor(client, target, window.location.origin);
  return (
    <Section title="Deploy with this" about="An access key that covers this app and stage is all it needs.">
      <Card>
        <Fields>
          <Select label="Client" value={client} onChange={setClient} choices={clients} isRequired />
          {file === undefined ? null : (
            <div>
              <h3>{file}</h3>
              <CodeBlock code={lines} what="the lines" />
            </div>
          )}
          <div>
            <h3>In a terminal</h3>
            <CodeBlock code={command} what="the command" />
          </div>
        </Fields>
      </Card>
    </Section>
  );
}
