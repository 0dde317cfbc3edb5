import { callApi } from "../call-api.ts";
import type { Shot } from "../load/order.ts";
import { sampleDeploy } from "../sample-deploy.ts";
import type { System } from "../systems/system.ts";

/** What is asked of Stagepass, by the names that `--only` takes, and how much is in an answer that is right. */
export const scenarios = {
  empty: "resolve of an empty profile",
  "20+5": "resolve with 20 parameters and 5 safeguards",
  full: "the same with a role, and credentials from STS",
  providers: "the same as full, where service and instance hold the parameters and a provider the role",
  explain: "why a deploy of providers would get what it gets, without values or credentials",
  plan: "the same as full, for the purpose plan",
  "template-1mb": "20 parameters, and 5 safeguards that read a template of 1 MB",
  profileValue: "what an existing client asks of a full profile",
} as const;
export type ScenarioName = keyof typeof scenarios;
/** One request of these takes so much that several at a time wait longer than Stagepass lets them. */
export const slowScenarios: readonly ScenarioName[] = ["template-1mb"];

/** Makes the profiles that are measured, and returns the request of each scenario after it was answered as it should be. */
export async function prepareScenarios(
  system: System,
  names: readonly ScenarioName[],
): Promise<Record<ScenarioName, Shot>> {
  const put = (path: string, body: object) =>
    callApi(system.profilesUrl, system.adminKey, `PUT /v1/orgs/${system.org}${path}`, body);
  for (const [name, profile] of Object.entries(profiles)) await put(`/profiles/${name}`, profile);
  await put("/apps/bench", { defaultProfile: "bench-empty" });
  for (const name of Object.keys(profiles)) await put(`/apps/bench/stages/${name}`, { profile: name });

  await prepareProviders(put);

  const resolve = (stage: keyof typeof profiles, input: object) => resolveShot(system, stage, input);
  const shots: Record<ScenarioName, Shot> = {
    empty: resolve("bench-empty", {}),
    "20+5": resolve("bench-parameters", declared),
    full: resolve("bench-full", declared),
    providers: resolveShot(system, "bench-full", declared, "bench-providers"),
    explain: explainShot(system, "bench-full"),
    plan: resolve("bench-full", { ...declared, purpose: "plan" }),
    "template-1mb": resolve("bench-template", { ...declared, template: megabyteTemplate() }),
    profileValue: profileValueShot(system, "bench-full"),
  };
  for (const name of names) await expectAnswer(shots[name], expectedAnswers[name]);
  return shots;
}

/** Saves what the profile of `full` has as an app has it that resolves by providers. */
async function prepareProviders(put: (path: string, body: object) => Promise<unknown>): Promise<void> {
  const app = "/apps/bench-providers";
  await put("/providers/bench", { accessRole });
  await put(app, { mode: "providers", defaultProfile: "bench-safeguards" });
  await put(`${app}/services/checkout`, { provider: "bench", parameters: parameters.slice(0, 10) });
  const instance = `${app}/services/checkout/instances/bench-full/eu-central-1`;
  await put(instance, { parameters: parameters.slice(10) });
}

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
const onDeclaration = [
  safeguard("Region", "allowed-regions", ["eu-central-1"]),
  safeguard("Stage", "allowed-stages", ["bench-parameters", "bench-full"]),
  safeguard("Framework", "framework-version", ">=4.0.0"),
  safeguard("Tags", "required-stack-tags", { team: "^[a-z]+$" }),
  safeguard("Role", "require-cfn-role"),
];
const onTemplate = [
  safeguard("Region", "allowed-regions", ["eu-central-1"]),
  safeguard("Runtimes", "allowed-runtimes", ["nodejs22.x"]),
  safeguard("Descriptions", "require-description"),
  safeguard("Statements", "no-wild-iam-role-statements"),
  safeguard("Buckets", "forbid-s3-http-access"),
];
const accessRole = {
  roleArn: "arn:aws:iam::444444444444:role/bench",
  planRoleArn: "arn:aws:iam::444444444444:role/bench-plan",
};

/** Each is that of the stage that has its name. */
const profiles = {
  "bench-empty": {},
  "bench-parameters": { parameters, safeguards: onDeclaration },
  "bench-full": { accessRole, parameters, safeguards: onDeclaration, clients: { legacy: "allow" } },
  "bench-safeguards": { safeguards: onDeclaration },
  "bench-template": { parameters, safeguards: onTemplate },
};

const declared = {
  frameworkVersion: "4.3.1",
  declaration: {
    service: "checkout",
    provider: { stackTags: { team: "storefront" }, cfnRole: "arn:aws:iam::444444444444:role/cfn" },
  },
};

/** As large as CloudFormation takes one, of as many resources as it takes. */
function megabyteTemplate(): object {
  const { template } = sampleDeploy({ functions: 100, statementsPerRole: 60 });
  return template;
}

function resolveShot(
  { resolverUrl, org, deployKey }: System,
  stage: string,
  input: object,
  app = "bench",
): Shot {
  const target = { org, app, stage, service: "checkout", region: "eu-central-1" };
  return {
    url: `${resolverUrl}/v1/resolve`,
    headers: { authorization: `Bearer ${deployKey}` },
    body: JSON.stringify({ ...target, ...input }),
    expects: '"verdict":"allowed"',
  };
}

function explainShot({ profilesUrl, org, deployKey }: System, stage: string): Shot {
  const target = { org, app: "bench-providers", stage, service: "checkout", region: "eu-central-1" };
  return {
    url: `${profilesUrl}/v1/explain`,
    headers: { authorization: `Bearer ${deployKey}` },
    body: JSON.stringify(target),
    expects: '"problem":null',
  };
}

function profileValueShot({ legacyUrl, org, deployKey }: System, stageName: string): Shot {
  return {
    // One of the two addresses of localhost, so that every connection finds the same.
    url: `${legacyUrl.replace("localhost", "127.0.0.1")}/core/tenants/${org}/applications/bench/profileValue`,
    headers: { authorization: `bearer ${deployKey}`, "x-platform-version": "2.3.2" },
    body: JSON.stringify({ stageName }),
    expects: "PARAMETER_19",
  };
}

/** What has to stand in the first answer, so that nothing else is measured. */
const expectedAnswers: Record<ScenarioName, readonly string[]> = {
  empty: ['"verdict":"allowed"', '"credentials":null'],
  "20+5": ['"verdict":"allowed"', "PARAMETER_19", '"credentials":null'],
  full: ['"verdict":"allowed"', "PARAMETER_19", '"accessKeyId":"ASIA'],
  providers: ['"verdict":"allowed"', "PARAMETER_19", '"accessKeyId":"ASIA', '"source":"instance"'],
  explain: ['"problem":null', "PARAMETER_19", '"kind":"role"', '"source":"instance"'],
  plan: ['"verdict":"allowed"', "PARAMETER_19", '"accessKeyId":"ASIA'],
  "template-1mb": ['"verdict":"allowed"', "PARAMETER_19", "Statements"],
  profileValue: ["PARAMETER_19", '"accessKeyId":"ASIA'],
};

/** Tries several times: services that have just started may be too slow for a large template. */
async function expectAnswer(shot: Shot, expected: readonly string[], attempts = 5): Promise<void> {
  const { url, headers, body } = shot;
  const answer = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body,
  });
  const text = await answer.text();
  const missing = expected.filter((part) => !text.includes(part));
  if (answer.status === 200 && missing.length === 0) return;
  if (attempts > 1) return expectAnswer(shot, expected, attempts - 1);
  const without = missing.join(" and ");
  throw new Error(`${url} answered ${answer.status} without ${without}: ${text.slice(0, 2_000)}`);
}
