import {
  type Explanation,
  evaluateSafeguards,
  type Safeguard,
  type SafeguardInput,
} from "@stagepass/contracts";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Play } from "lucide-react";
import { useState } from "react";
import { ask } from "../api/ask.ts";
import { AsCurl } from "../curl/as-curl.tsx";
import { profileQuery } from "../profile/profile-queries.ts";
import { bySeverity } from "../results/by-severity.ts";
import { ResultItem, ResultList } from "../results/result-item.tsx";
import { useMay } from "../session/session.ts";
import { Button } from "../ui/controls/button.tsx";
import { CodeArea } from "../ui/controls/code-area.tsx";
import { violationsAt } from "../ui/controls/form.tsx";
import { JsonField } from "../ui/controls/json-field.tsx";
import { Note, ProblemNote } from "../ui/feedback/note.tsx";
import { Card, Fields, Section } from "../ui/layout/page.tsx";

interface TryTemplateProps {
  readonly org: string;
  readonly explanation: Explanation;
}

/** Evaluates the safeguards of the profile on a template of this target, and stores nothing. */
export function TryTemplate({ org, explanation: { target, profile, safeguards } }: TryTemplateProps) {
  const may = useMay();
  const queries = useQueryClient();
  const [template, setTemplate] = useState("");
  const [declaration, setDeclaration] = useState<unknown>();
  const name = profile.chosen?.name;
  const isOffered = name !== undefined && safeguards.length > 0 && may("getProfile");
  const query = profileQuery(org, name ?? "");
  const { data: known } = useQuery({ ...query, enabled: isOffered });
  const trying = (all: readonly Safeguard[]) => {
    // What is typed here is checked by the server, which says at which field it is wrong.
    const input = {
      target,
      ...(template.trim() === "" ? {} : { template }),
      ...(declaration === undefined ? {} : { declaration }),
    } as SafeguardInput;
    return ask(evaluateSafeguards, {
      body: { safeguards: all.map(({ examples: _tried, ...safeguard }) => safeguard), input },
    });
  };
  const trial = useMutation({
    mutationFn: async () => await trying((await queries.fetchQuery(query)).safeguards),
  });
  if (!isOffered) return null;
  const errors = violationsAt(trial.error, fields);
  const { data } = trial;
  return (
    <Section
      title="Try a template"
      about={`What the safeguards of ${name} find in it. Nothing is deployed or stored.`}
      actions={<AsCurl requests={() => (known === undefined ? [] : [trying(known.safeguards).request])} />}
    >
      <Card>
        <Fields>
          <CodeArea
            label="Template"
            value={template}
            onChange={setTemplate}
            hint="A CloudFormation template, in JSON or YAML, such as that of serverless package."
            error={errors["input.template"]?.join(". ")}
            placeholder={"Resources:\n  …"}
          />
          <JsonField
            label="serverless.yml as JSON"
            value={declaration}
            onChange={(next) => setDeclaration(next?.json)}
            hint="What serverless print --format json says."
            error={errors["input.declaration"]?.join(". ")}
          />
          <div>
            <Button icon={<Play />} isPending={trial.isPending} onPress={() => trial.mutate()}>
              Try it
            </Button>
          </div>
        </Fields>
      </Card>
      <ProblemNote error={trial.error} fields={fields} />
      {data === undefined ? null : (
        <>
          <Note {...gist[data.verdict]} />
          <ResultList>
            {bySeverity(data.results).map((result) => (
              <ResultItem key={result.name} org={org} profile={name} result={result} />
            ))}
          </ResultList>
        </>
      )}
    </Section>
  );
}

const fields = ["input.template", "input.declaration"];

const gist = {
  allowed: { tone: "good", title: "A deploy of this would be allowed" },
  "allowed-with-warnings": { tone: "warn", title: "A deploy of this would be allowed, with warnings" },
  blocked: { tone: "bad", title: "A deploy of this would be blocked" },
} as const;
