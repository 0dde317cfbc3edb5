import {
  evaluateSafeguards,
  type Safeguard,
  type SafeguardInput,
  type SafeguardResult,
} from "@stagepass/contracts";
import { useMutation } from "@tanstack/react-query";
import { Play } from "lucide-react";
import { useState } from "react";
import { ask } from "../../api/ask.ts";
import { ApiProblem } from "../../api/problem.ts";
import { AsCurl } from "../../curl/as-curl.tsx";
import { BrokenRuleList } from "../../results/broken-rule-list.tsx";
import { Button } from "../../ui/controls/button.tsx";
import { CodeArea } from "../../ui/controls/code-area.tsx";
import { Select, TextField } from "../../ui/controls/field.tsx";
import { violationsAt } from "../../ui/controls/form.tsx";
import { JsonField } from "../../ui/controls/json-field.tsx";
import { Note, ProblemNote } from "../../ui/feedback/note.tsx";
import { Fields } from "../../ui/layout/page.tsx";
import { errorsOfTried } from "./safeguard-errors.ts";
import styles from "./safeguards.module.css";

interface TryOutProps {
  readonly org: string;
  readonly safeguard: Safeguard;
  readonly needs: readonly string[];
  readonly isBroken: boolean;
  /** Takes what the server says about the safeguard itself, to be shown at its fields. */
  readonly onError: (error: Error | null) => void;
}

/** Evaluates the safeguard on one of its examples or on a deploy that is typed here, and stores nothing. */
export function TryOut({ org, safeguard, needs, isBroken, onError }: TryOutProps) {
  const examples = safeguard.examples ?? [];
  const [chosen, setChosen] = useState(examples.length > 0 ? "0" : "own");
  const [own, setOwn] = useState({ stage: "dev", service: "example", region: "us-east-1", version: "" });
  const [template, setTemplate] = useState("");
  const [declaration, setDeclaration] = useState<Record<string, unknown> | undefined>();
  const example = examples[Number(chosen)];
  const trying = () => {
    const target = { org, app: "example", stage: own.stage, service: own.service, region: own.region };
    const input: SafeguardInput =
      example === undefined
        ? {
            target,
            ...(own.version === "" ? {} : { frameworkVersion: own.version }),
            ...(template.trim() === "" ? {} : { template }),
            ...(declaration === undefined ? {} : { declaration }),
          }
        : { ...example.input, target: { ...target, ...example.input.target, org } };
    const { examples: _, ...rest } = safeguard;
    return ask(evaluateSafeguards, { body: { safeguards: [rest], input } });
  };
  const trial = useMutation({
    mutationFn: trying,
    onMutate: () => onError(null),
    onError,
  });
  const change = (part: Partial<typeof own>) => setOwn({ ...own, ...part });
  return (
    <Fields>
      {examples.length === 0 ? null : (
        <Select
          label="On"
          value={chosen}
          onChange={setChosen}
          choices={[
            ...examples.map(({ name, expect }, index) => ({
              id: `${index}`,
              label: name ?? `Example ${index + 1}`,
              about: `Expected: ${expect}`,
            })),
            { id: "own", label: "A deploy of your own" },
          ]}
          isRequired
        />
      )}
      {example === undefined ? (
        <>
          <Fields isRow>
            <TextField
              label="Stage"
              value={own.stage}
              onChange={(stage) => change({ stage })}
              isRequired
              mono
            />
            <TextField
              label="Service"
              value={own.service}
              onChange={(service) => change({ service })}
              isRequired
              mono
            />
            <TextField
              label="Region"
              value={own.region}
              onChange={(region) => change({ region })}
              isRequired
              mono
            />
            {needs.includes("framework-version") ? (
              <TextField
                label="Framework version"
                value={own.version}
                onChange={(version) => change({ version })}
                mono
              />
            ) : null}
          </Fields>
          <CodeArea
            label={needs.includes("template") ? "Template (this policy needs one)" : "Template"}
            value={template}
            onChange={setTemplate}
            hint="A CloudFormation template, in JSON or YAML, such as that of serverless package."
            error={violationsAt(trial.error, [templateField])[templateField]?.join(". ")}
            placeholder={"Resources:\n  …"}
          />
          <JsonField
            label={
              needs.includes("declaration")
                ? "serverless.yml as JSON (this policy needs it)"
                : "serverless.yml as JSON"
            }
            value={declaration}
            onChange={(next) => setDeclaration(next?.json as Record<string, unknown> | undefined)} // the server checks it
            hint="What serverless print --format json says."
          />
        </>
      ) : null}
      <div className={styles.does}>
        <Button
          icon={<Play />}
          isPending={trial.isPending}
          isDisabled={isBroken}
          onPress={() => trial.mutate()}
        >
          Try it
        </Button>
        <AsCurl requests={() => [trying().request]} placement="bottom start" />
      </div>
      {isAboutSafeguard(trial.error) ? (
        <Note tone="bad" title="The safeguard cannot be tried yet">
          <p>What is wrong stands at its fields.</p>
        </Note>
      ) : (
        <ProblemNote error={trial.error} fields={[templateField]} />
      )}
      {trial.data?.results.map((result) => (
        <Result key={result.name} result={result} isBlocked={trial.data.verdict === "blocked"} />
      ))}
    </Fields>
  );
}

/** Whether everything that was refused is said at the fields of the safeguard. */
function isAboutSafeguard(error: Error | null): boolean {
  if (!(error instanceof ApiProblem) || error.violations.length === 0) return false;
  return errorsOfTried(error.violations).length === error.violations.length;
}

/** Where the server says what is wrong with a template. */
const templateField = "input.template";

const tones = { passed: "good", skipped: "note", warned: "warn", failed: "bad" } as const;

function Result({ result, isBlocked }: { readonly result: SafeguardResult; readonly isBlocked: boolean }) {
  const { outcome, fix } = result;
  const titles = {
    passed: "Passed",
    warned: "Warned: the deploy may go, and the messages are shown",
    failed: "Failed",
    skipped: `Skipped${"reason" in result ? `: ${result.reason.replaceAll("-", " ")}` : ""}`,
  };
  return (
    <Note
      tone={tones[outcome]}
      title={isBlocked ? `${titles[outcome]}: the deploy is blocked` : titles[outcome]}
    >
      <BrokenRuleList result={result} />
      {fix === undefined ? null : <p className={styles.soft}>{fix}</p>}
    </Note>
  );
}
