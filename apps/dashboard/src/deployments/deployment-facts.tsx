import type { DeploymentView } from "@stagepass/contracts";
import type { ReactNode } from "react";
import { CopyButton } from "../ui/controls/copy.tsx";
import { Name } from "../ui/feedback/badge.tsx";
import { Time } from "../ui/feedback/time.tsx";
import { Card, Facts, Section } from "../ui/layout/page.tsx";
import { useKeyNames } from "./key-names.ts";

interface DeploymentFactsProps {
  readonly org: string;
  readonly deployment: DeploymentView;
}

/** Everything else that is on record of a deployment. */
export function DeploymentFacts({ org, deployment }: DeploymentFactsProps) {
  const nameOf = useKeyNames(org);
  const { id, requestedAt, requestedBy } = deployment;
  return (
    <Section title="On record">
      <Card>
        <Facts
          facts={{
            "Deployment id": (
              <>
                <Name>{id}</Name> <CopyButton text={id} what="the deployment id" />
              </>
            ),
            Requested: <Time at={requestedAt} />,
            By: `access key ${nameOf(requestedBy)}`,
            ...(deployment.kind === "resolution" ? factsOf(deployment) : {}),
          }}
        />
      </Card>
    </Section>
  );
}

type Resolution = Extract<DeploymentView, { kind: "resolution" }>;

function factsOf(resolution: Resolution): Record<string, ReactNode> {
  const { completedAt, client, frameworkVersion, declarationDigest, templateDigest, emptyTemplate } =
    resolution;
  return {
    Finished: completedAt === null ? "not yet" : <Time at={completedAt} />,
    Client: client === null ? "did not say its name" : `${client.name} ${client.version ?? ""}`,
    Framework: frameworkVersion ?? "not said",
    "Declaration, SHA-256": digest(declarationDigest),
    "Template, SHA-256": digest(templateDigest),
    ...(emptyTemplate ? { "Empty template": "The caller says that it has no resources on purpose." } : {}),
  };
}

const digest = (hex: string | null) => (hex === null ? "none was sent" : <Name>{hex}</Name>);
