import type { DeploymentView } from "@stagepass/contracts";
import { Link } from "@tanstack/react-router";
import { Name } from "../ui/feedback/badge.tsx";
import { Time } from "../ui/feedback/time.tsx";
import { Summary } from "../ui/layout/summary.tsx";
import { Answer, Reported } from "./outcome.tsx";

interface GistProps {
  readonly org: string;
  readonly deployment: DeploymentView;
}

/** What was answered, by which profile, with which credentials, and what came of it. */
export function Gist({ org, deployment }: GistProps) {
  const { report } = deployment;
  const reported = {
    label: "Client reported",
    value: <Reported report={report} />,
    why: report === null ? "the client has said nothing yet" : <Time at={report.reportedAt} />,
  };
  if (deployment.kind === "report")
    return <Summary items={[{ label: "Answer", value: <Answer deployment={deployment} /> }, reported]} />;
  const { profile } = deployment;
  return (
    <Summary
      items={[
        {
          label: "Answer",
          value: <Answer deployment={deployment} />,
          why: `to a ${deployment.purpose} call`,
        },
        {
          label: "Profile",
          value:
            profile === null ? (
              "none"
            ) : (
              <Link to="/$org/profiles/$profile" params={{ org, profile: profile.name }}>
                {profile.name}
              </Link>
            ),
          why:
            profile === null
              ? "no profile applied"
              : `version ${profile.version}, ${matches[profile.matchedBy]}`,
        },
        { label: "Credentials", ...credentialsOf(deployment) },
        reported,
      ]}
    />
  );
}

const matches = {
  stage: "of the stage itself",
  default: "the app's default",
  "org-stages": "by the organization's stage map",
};

type Resolution = Extract<DeploymentView, { kind: "resolution" }>;

function credentialsOf({ outcome, provider, roleArn, credentialsExpireAt }: Resolution) {
  const from = provider === null ? "" : `provider ${provider.name}, linked to the ${provider.level}`;
  if (outcome !== "resolved") return { value: "none", why: "none were issued" };
  if (roleArn === null) return { value: provider === null ? "none" : "static keys", why: from };
  const role = <Name>{roleArn}</Name>;
  if (credentialsExpireAt === null) return { value: "none", why: role };
  const isOver = new Date(credentialsExpireAt).getTime() < Date.now();
  return {
    value: isOver ? "expired" : "issued",
    why: (
      <>
        {isOver ? "ended " : "end "}
        <Time at={credentialsExpireAt} />
        {from === "" ? "" : `; ${from}`}
        <br />
        {role}
      </>
    ),
  };
}
