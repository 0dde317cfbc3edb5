import type { DeployTarget } from "@stagepass/contracts";
import type { Choice } from "../ui/controls/field.tsx";

/** The clients that there are lines for. */
export type ClientName = "serverless" | "curl";

export const clients: readonly Choice<ClientName>[] = [
  {
    id: "serverless",
    label: "Serverless Framework",
    about: "Its own client for deployment profiles, as it is",
  },
  { id: "curl", label: "curl", about: "The answer as JSON, for scripts" },
];

/** What somebody writes into a file, and the command to run. */
export interface Recipe {
  readonly file?: string;
  readonly lines: string;
  readonly command: string;
}

/** The lines and the command for a client. They hold the place of a key, and never a key. */
export function recipeFor(client: ClientName, target: DeployTarget, origin: string): Recipe {
  const { org, app, service, stage, region } = target;
  if (client === "curl") {
    const body = JSON.stringify({ ...target, purpose: "plan" });
    return {
      lines: "",
      command: [
        `curl -s ${origin}/v1/resolve \\`,
        `  -H "authorization: Bearer $STAGEPASS_KEY" \\`,
        "  -H 'content-type: application/json' \\",
        `  -d '${body}'`,
      ].join("\n"),
    };
  }
  return {
    file: "serverless.yml",
    lines: `org: ${org}\napp: ${app}\nservice: ${service}`,
    command: [
      "export SERVERLESS_PLATFORM_STAGE=local",
      "export SERVERLESS_ACCESS_KEY=sp_…",
      `serverless deploy --stage ${stage} --region ${region}`,
    ].join("\n"),
  };
}
