import { type KnownTarget, Problem } from "@stagepass/contracts";
import type { Settings } from "../precedence/settings.ts";
import { instanceName } from "./names.ts";

/** Makes the problem `no-provider`, which names the places where a provider can be set. */
export function noProvider(target: KnownTarget, { instance }: Pick<Settings, "instance">): Problem {
  const at = `The ${instanceName(target)}`;
  const detail =
    instance?.inherits === false
      ? `${at} inherits nothing and is linked to no provider. Link it to one, or let it inherit.`
      : `${at} is linked to no provider, nor is its service, and the organization has no default provider. ` +
        "Link the instance or the service to one, or make one the default.";
  return new Problem("no-provider", `${detail} For a deploy without credentials, link to {"none": true}.`);
}

/** Makes the problem `no-provider` for a client that does not say which instance it deploys. */
export function unnamedInstance({ app, service, region }: KnownTarget): Problem {
  const unnamed = [
    ...(service === undefined ? ["service"] : []),
    ...(region === undefined ? ["region"] : []),
  ];
  return new Problem(
    "no-provider",
    `The app ${app} resolves by providers, and the client does not say its ${unnamed.join(" and ")}. Providers need ` +
      "@serverless/enterprise-plugin 4.4.1 or newer, which comes with serverless 2.x.",
  );
}
