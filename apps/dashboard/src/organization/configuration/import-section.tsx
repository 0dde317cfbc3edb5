import { importConfiguration } from "@stagepass/contracts";
import { useMutation } from "@tanstack/react-query";
import { FileUp } from "lucide-react";
import { useState } from "react";
import { FileTrigger } from "react-aria-components";
import { askWithYaml } from "../../api/ask.ts";
import { useChange } from "../../api/use-change.ts";
import { noteSignedOut } from "../../session/session.ts";
import { Button } from "../../ui/controls/button.tsx";
import { CodeArea } from "../../ui/controls/code-area.tsx";
import { Switch } from "../../ui/controls/field.tsx";
import { Form, violationsAt } from "../../ui/controls/form.tsx";
import { Card, Section } from "../../ui/layout/page.tsx";
import { ImportDifference } from "./import-difference.tsx";

/** Where a violation is that concerns the text as a whole, such as a line that is not YAML. */
const wholeDocument = "";

/** Reads a document, shows what it would change, and then makes just that so. */
export function ImportSection({ org }: { readonly org: string }) {
  const [text, setText] = useState("");
  const [prune, setPrune] = useState(false);
  const query = { prune: prune ? "true" : "false" } as const;
  const comparison = () =>
    askWithYaml(importConfiguration, text, { params: { org }, query: { ...query, dryRun: "true" } });
  const compare = useMutation({
    mutationFn: comparison,
    onError: (error) => noteSignedOut(error),
  });
  const apply = useChange({
    change: (base: string) =>
      askWithYaml(importConfiguration, text, { params: { org }, query: { ...query, base } }),
    touches: [[org]],
    said: "Configuration imported",
    onDone: () => {
      compare.reset();
      setText("");
    },
  });
  const forget = () => {
    compare.reset();
    apply.reset();
  };
  return (
    <>
      <Section
        title="Import"
        about="Makes the configuration what a document says: everything or nothing. You see the difference first."
        actions={
          <FileTrigger
            acceptedFileTypes={[".yml", ".yaml", ".json"]}
            onSelect={(files) => {
              forget();
              void files?.[0]?.text().then(setText);
            }}
          >
            <Button icon={<FileUp />}>Open a file</Button>
          </FileTrigger>
        }
      >
        <Card isFlush>
          <Form
            onSubmit={() => compare.mutate()}
            error={compare.error}
            request={() => comparison().request}
            fields={[wholeDocument]}
            verb="Show the difference"
            isPending={compare.isPending}
            isDisabled={text.trim() === ""}
          >
            <CodeArea
              label="Document, in YAML or JSON"
              value={text}
              onChange={(next) => {
                forget();
                setText(next);
              }}
              error={violationsAt(compare.error, [wholeDocument])[wholeDocument]?.[0]}
              minLines={8}
              placeholder="apiVersion: 1"
              isRequired
            />
            <Switch
              label="Remove what the document does not name"
              hint="Only in the collections that it has. A collection that is left out is left alone."
              isSelected={prune}
              onChange={(next) => {
                forget();
                setPrune(next);
              }}
            />
          </Form>
        </Card>
      </Section>
      {compare.data === undefined ? null : (
        <ImportDifference
          org={org}
          result={compare.data}
          onApply={() => apply.mutate(compare.data.digest)}
          isPending={apply.isPending}
          error={apply.error}
          request={() => apply.request(compare.data.digest)}
        />
      )}
    </>
  );
}
