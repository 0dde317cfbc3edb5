import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { TextSearch } from "lucide-react";
import { Empty, Skeleton } from "../ui/feedback/empty.tsx";
import { ProblemNote } from "../ui/feedback/note.tsx";
import { Page } from "../ui/layout/page.tsx";
import { DeployWithThis } from "./deploy-with-this.tsx";
import { explanationQuery } from "./explain-queries.ts";
import { ExplanationView } from "./explanation-view.tsx";
import { type AskedTarget, isWhole, TargetForm } from "./target-form.tsx";
import { TryTemplate } from "./try-template.tsx";

/** What a deploy of any target would get, and why. The target stands in the URL, so that an answer can be shared. */
export function ExplainPage() {
  const { org } = useParams({ from: "/$org" });
  const search = useSearch({ from: "/$org/explain" });
  const navigate = useNavigate();
  const asked: AskedTarget = {
    app: search.app ?? "",
    stage: search.stage ?? "",
    service: search.service ?? "",
    region: search.region ?? "us-east-1",
    purpose: search.purpose === "plan" ? "plan" : "deploy",
  };
  const explanation = useQuery({ ...explanationQuery(org, asked), enabled: isWhole(asked) });
  return (
    <Page
      title="What would a deploy get?"
      topic="explain"
      about="For any target, also one that does not exist yet. Nothing is deployed or recorded, and no value is shown."
    >
      <TargetForm
        key={JSON.stringify(asked)}
        org={org}
        asked={asked}
        error={explanation.error}
        onAsk={(next) => void navigate({ to: "/$org/explain", params: { org }, search: next })}
      />
      {isWhole(asked) ? null : (
        <Empty icon={<TextSearch />} title="Name a deploy">
          Which service of which application, and in which stage? Any name will do: a stage that nobody has
          defined gets the default deployment profile.
        </Empty>
      )}
      {explanation.isLoading ? <Skeleton lines={8} /> : null}
      <ProblemNote error={explanation.error} fields={targetFields} />
      {explanation.data === undefined ? null : (
        <>
          <ExplanationView org={org} explanation={explanation.data} />
          <TryTemplate
            key={JSON.stringify(explanation.data.target)}
            org={org}
            explanation={explanation.data}
          />
          <DeployWithThis target={explanation.data.target} />
        </>
      )}
    </Page>
  );
}

const targetFields = ["app", "stage", "service", "region"];
