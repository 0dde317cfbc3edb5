import { AccessRole, checkReference, type ReferenceCheck } from "@stagepass/contracts";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { ask } from "../../api/ask.ts";
import { regions } from "../../explain/regions.ts";
import { noteSignedOut } from "../../session/session.ts";
import { ComboBox } from "../../ui/controls/field.tsx";
import { Form } from "../../ui/controls/form.tsx";
import { Name } from "../../ui/feedback/badge.tsx";
import { Note } from "../../ui/feedback/note.tsx";
import { Dialog } from "../../ui/layout/dialog.tsx";
import { useDraft } from "../draft/draft.tsx";
import type { DraftParameter } from "../draft/edits.ts";
import { describeSource, sourceIn } from "./value-source.ts";

interface CheckReferenceProps {
  readonly parameter: DraftParameter;
  readonly onClose: () => void;
}

/** Asks AWS whether a reference leads to a value, with the role of the page. The value stays where it is. */
export function CheckReference({ parameter, onClose }: CheckReferenceProps) {
  const { org, profile } = useDraft();
  const [region, setRegion] = useState("us-east-1");
  const source = sourceIn(parameter);
  const reference = describeSource(source) ?? "";
  const isArn = reference.startsWith("arn:");
  const checking = () =>
    ask(checkReference, {
      params: { org },
      body: {
        role: { accessRole: AccessRole.parse(profile.accessRole) },
        ...(isArn ? {} : { region }),
        ...(source.ssm === undefined ? { secretsManager: source.secretsManager } : { ssm: source.ssm }),
      },
    });
  const check = useMutation({ mutationFn: checking, onError: (error) => noteSignedOut(error) });
  return (
    <Dialog title={`Check the reference of ${parameter.key}`} isOpen onClose={onClose}>
      <Form
        onSubmit={() => check.mutate()}
        error={check.error}
        request={() => checking().request}
        fields={["region"]}
        verb="Check reference"
        isPending={check.isPending}
        onCancel={onClose}
      >
        <p>
          Stagepass reads <Name>{reference}</Name> with the access role of this profile and forgets it. The
          check is on record.
        </p>
        {isArn ? null : (
          <ComboBox
            label="Region"
            name="region"
            value={region}
            onChange={setRegion}
            choices={regions}
            hint="Deploys read it in their own region."
            allowsOther
            isRequired
          />
        )}
        {check.data === undefined ? null : <Outcome check={check.data} />}
      </Form>
    </Dialog>
  );
}

const titles: Record<ReferenceCheck["outcome"], string> = {
  exists: "It leads to a value",
  "not-found": "There is nothing of this name",
  denied: "The role may not read it",
  unusable: "What is there cannot be used",
};

function Outcome({ check: { outcome, awsCode, detail } }: { readonly check: ReferenceCheck }) {
  return (
    <Note tone={outcome === "exists" ? "good" : "bad"} title={titles[outcome]}>
      {detail === null ? null : <p>{awsCode === null ? detail : `${awsCode}: ${detail}`}</p>}
    </Note>
  );
}
