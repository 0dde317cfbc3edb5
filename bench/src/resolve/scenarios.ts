import type { Shot } from "../load/load.ts";
import type { Stack } from "../systems/local-stack.ts";

/** Makes the profiles that are measured, and answers the requests for them: of the API, and of existing clients. */
export async function prepareScenarios(stack: Stack): Promise<Record<string, Shot>> {
  const parameters = Array.from({ length: 20 }, (_, index) => ({
    key: `PARAMETER_${index}`,
    value: `value-${index}`.repeat(4),
  }));
  const safeguard = (name: string, id: string, settings?: unknown) => ({
    name,
    safeguard: id,
    enforcementLevel: "error",
    ...(settings === undefined ? {} : { settings }),
  });
  await put(stack, "/profiles/bench-plain", {});
  await put(stack, "/profiles/bench-full", {
    accessRole: { roleArn: "arn:aws:iam::444444444444:role/bench" },
    parameters,
    safeguards: [
      safeguard("Region", "allowed-regions", ["eu-central-1"]),
      safeguard("Stage", "allowed-stages", ["full"]),
      safeguard("Framework", "framework-version", ">=4.0.0"),
      safeguard("Tags", "required-stack-tags", { team: "^[a-z]+$" }),
      safeguard("Role", "require-cfn-role"),
    ],
  });
  await put(stack, "/apps/bench", { defaultProfile: "bench-plain" });
  await put(stack, "/apps/bench/stages/full", { profile: "bench-full" });
  return {
    "resolve without a role": resolveShot(stack, "plain"),
    "profileValue without a role": profileValueShot(stack, "plain"),
    "resolve in full": resolveShot(stack, "full"),
    "profileValue in full": profileValueShot(stack, "full"),
  };
}

function resolveShot({ url, org, deployKey }: Stack, stage: string): Shot {
  const provider = { stackTags: { team: "storefront" }, cfnRole: "arn:aws:iam::444444444444:role/cfn" };
  return {
    url: `${url}/v1/resolve`,
    headers: { authorization: `Bearer ${deployKey}` },
    body: JSON.stringify({
      org,
      app: "bench",
      stage,
      service: "checkout",
      region: "eu-central-1",
      ...(stage === "full"
        ? { frameworkVersion: "4.3.1", declaration: { service: "checkout", provider } }
        : {}),
    }),
  };
}

/** What an existing client asks for the same. */
function profileValueShot({ legacyUrl, org, deployKey }: Stack, stageName: string): Shot {
  return {
    url: `${legacyUrl}/core/tenants/${org}/applications/bench/profileValue`,
    headers: { authorization: `bearer ${deployKey}`, "x-platform-version": "2.3.2" },
    body: JSON.stringify({ stageName }),
  };
}

async function put({ url, org, adminKey }: Stack, path: string, body: object): Promise<void> {
  const answer = await fetch(`${url}/v1/orgs/${org}${path}`, {
    method: "PUT",
    headers: { authorization: `Bearer ${adminKey}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`PUT ${path}: ${await answer.text()}`);
}
