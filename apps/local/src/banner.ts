import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { version } from "@stagepass/runtime";
import type { Stack } from "./stack.ts";

const requests = fileURLToPath(new URL("../../../examples/storefront/requests/", import.meta.url));

/** Writes what a person needs first: addresses, a key, and a request to paste. */
export function banner(stack: Stack): string {
  const { options, facts } = stack;
  const dataDir = relative(process.cwd(), options.dataDir) || ".";
  const aws =
    facts.awsEndpoint === null
      ? "the real AWS of this environment"
      : `a stand-in at ${facts.awsEndpoint}, no AWS account is touched`;
  return `
Stagepass ${version} is ready at ${facts.url}

  Dashboard  ${facts.url}/  (sign in with ${facts.adminKey})
  API docs   ${facts.url}/docs
${legacyLine(stack)}  AWS        ${aws}
  Data       ${dataDir}/  (keys and addresses for scripts in local.json, the log in stagepass.log)
  Org        ${facts.org}, with the app storefront
  Key        ${facts.deployKey}  (may resolve and evaluate)

May the storefront go to prod, and with what?

  curl -s ${facts.url}/v1/resolve -H 'authorization: Bearer ${facts.deployKey}' \\
    -H 'content-type: application/json' -d @'${requests}prod.json'; echo

The same with dev.json falls to the app's default profile; us.json is blocked by a safeguard.
Ctrl-C stops everything.
`;
}

/** Says where the existing clients are answered, or that their port is taken. */
function legacyLine({ facts, legacyPortTaken, options }: Stack): string {
  if (facts.legacyUrl !== null)
    return `  Serverless ${facts.legacyUrl} answers its existing clients: SERVERLESS_PLATFORM_STAGE=local\n`;
  if (legacyPortTaken)
    return `  Serverless port ${options.legacyPort} is in use, so its existing clients are not answered\n`;
  return "";
}
