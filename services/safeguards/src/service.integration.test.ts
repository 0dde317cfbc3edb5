import { authenticate, checkSafeguards, evaluate, type PolicyView, ProblemBody } from "@stagepass/contracts";
import { type Bus, defineService, type Running, start } from "@stagepass/runtime";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { type PrivateBus, startPrivateBus } from "../../../test/support/bus/private-bus.ts";
import { makeTarget } from "../../../test/support/target.ts";
import { safeguards } from "./service.ts";

const target = makeTarget();
const noSecrets = { name: "No secrets", safeguard: "no-secret-env-vars", enforcementLevel: "error" } as const;

/** Answers in place of the profiles service: every key is a deployer's. */
const profiles = stub("profiles", (bus) => {
  bus.handle(authenticate, () => ({ role: "deployer" as const, keyId: "key_1", org: "acmecorp", scope: {} }));
});
/** Asks in place of the resolver and the profiles service. */
const asking: Partial<Record<"profiles" | "resolver", Bus>> = {};
const resolver = stub("resolver", () => {});

function stub(name: "profiles" | "resolver", answer: (bus: Bus) => void) {
  return defineService({
    name,
    env: z.object({}),
    create({ bus }) {
      asking[name] = bus;
      answer(bus);
      return { routes: [], authenticate: (digest) => bus.call(authenticate, { digest }) };
    },
  });
}

let privateBus: PrivateBus;
let running: Running;

beforeAll(async () => {
  privateBus = await startPrivateBus();
  running = await start([safeguards, profiles, resolver], {
    HTTP_HOST: "127.0.0.1",
    HTTP_PORT: "0",
    LOG_LEVEL: "silent",
    SAFEGUARDS_NATS_URL: privateBus.urlFor("safeguards"),
    PROFILES_NATS_URL: privateBus.urlFor("profiles"),
    RESOLVER_NATS_URL: privateBus.urlFor("resolver"),
  });
});

afterAll(async () => {
  await running?.close();
  await privateBus?.stop();
});

function tryOut(body: unknown): Promise<Response> {
  return fetch(`${running.url}/v1/safeguards/evaluate`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: "Bearer sp_any" },
    body: JSON.stringify(body),
  });
}

test("anyone can read the catalogue of policies", async () => {
  const response = await fetch(`${running.url}/v1/safeguards`);
  expect(response.status).toBe(200);
  const { items } = (await response.json()) as { items: PolicyView[] }; // the server checks it against the contract
  expect(items.map(({ safeguard }) => safeguard)).toContain("allowed-regions");
});

test("evaluating over HTTP is as strict as a deploy", async () => {
  const response = await tryOut({ safeguards: [noSecrets], input: { target } });
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({
    verdict: "blocked",
    results: [{ outcome: "skipped", reason: "needs-template" }],
  });
});

test("the service evaluates a template in YAML, which its threads read", async () => {
  const template =
    "Resources: { F: { Type: AWS::Lambda::Function, Properties: { Environment: { Variables: { URL: !Ref A } } } } }";
  const response = await tryOut({ safeguards: [noSecrets], input: { target, template } });
  expect(await response.json()).toMatchObject({ verdict: "allowed", results: [{ outcome: "passed" }] });
});

test("an unknown policy and a broken template are refused over HTTP with their paths in the body", async () => {
  const unknown = await tryOut({ safeguards: [{ ...noSecrets, safeguard: "nope" }], input: { target } });
  const broken = await tryOut({ safeguards: [noSecrets], input: { target, template: "hello" } });
  for (const [response, path] of [
    [unknown, "$.safeguards[0].safeguard"],
    [broken, "$.input.template"],
  ] as const) {
    expect(response.status).toBe(400);
    const { code, errors } = ProblemBody.parse(await response.json());
    expect([code, errors?.map((mistake) => mistake.path)]).toEqual(["invalid", [path]]);
  }
});

test("over the bus, a stored policy that no longer exists is violated, and a plan waits for its template", async () => {
  const gone = { ...noSecrets, name: "Gone", safeguard: "nope", enforcementLevel: "warning" } as const;
  const answer = await asking.resolver?.call(evaluate, {
    safeguards: [noSecrets, gone],
    purpose: "plan",
    input: { target },
  });
  expect(answer).toMatchObject({
    verdict: "allowed-with-warnings",
    results: [{ outcome: "skipped" }, { outcome: "warned" }],
  });
});

test("the paths of violations that a check over the bus finds begin at the list of safeguards", async () => {
  const wrong = {
    name: "EU",
    safeguard: "allowed-regions",
    enforcementLevel: "error",
    settings: "Mars",
  } as const;
  const answer = await asking.profiles?.call(checkSafeguards, { safeguards: [noSecrets, wrong] });
  expect(answer).toEqual({
    mistakes: [{ path: "$[1].settings", message: "must be an AWS region, such as eu-central-1" }],
  });
});

const custom = { name: "Ours", safeguard: "expression", enforcementLevel: "error" } as const;
const notProd = { ...custom, settings: { expression: 'target.stage != "prod"', message: "Not there." } };

test("custom policies are evaluated in the sandbox, beside built-in ones", async () => {
  const inJavaScript = { ...custom, safeguard: "javascript", settings: 'provider.getStage() === "prod"' };
  const response = await tryOut({ safeguards: [notProd, noSecrets, inJavaScript], input: { target } });
  expect(await response.json()).toMatchObject({
    verdict: "blocked",
    results: [
      { outcome: "failed", messages: ["Not there."], docs: "docs/safeguards/expression.md" },
      { outcome: "skipped" },
      { outcome: "passed", messages: [] },
    ],
  });
});

test("results show what was out of scope and what was exempt", async () => {
  const until = new Date(Date.now() + 3_600_000).toISOString();
  const exemption = { what: { stages: ["prod"] }, why: "Migration", who: "ada@example.com", until };
  const response = await tryOut({
    safeguards: [
      { ...notProd, exemptions: [exemption] },
      { ...notProd, scope: { stages: ["dev"] } },
    ],
    input: { target, now: "2099-01-01T00:00:00Z" },
  });
  expect(await response.json()).toMatchObject({
    verdict: "allowed",
    results: [
      { outcome: "passed", exemptions: [{ ...exemption, messages: ["Not there."] }] },
      { outcome: "skipped", reason: "out-of-scope" },
    ],
  });
});

test("a check over the bus finds sources that do not compile and examples that turn out otherwise", async () => {
  const examples = [{ input: { target: { stage: "prod" } }, expect: "passed" }] as const;
  const answer = await asking.profiles?.call(checkSafeguards, {
    safeguards: [
      { ...custom, name: "Broken", settings: "target.stage ==" },
      { ...notProd, examples: [...examples] },
    ],
  });
  expect(answer).toEqual({
    mistakes: [
      { path: "$[0].settings", message: expect.stringMatching(/^line 1, column \d+: /) },
      { path: "$[1].examples[0]", message: "expects passed, but the answer is failed: Not there." },
    ],
  });
});
